import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finishSteps } from "../../../../shared/core/steps.ts";
import { planHolds } from "../../../../shared/video/animation/plan-holds.ts";
import type { Change } from "../../../../shared/video/conversation/chat-state.ts";
import type { Layer, LayerName, Scene } from "../../../../shared/video/scene/scene.ts";
import { themes } from "../../../../shared/video/themes/themes.ts";
import { layOut } from "../../../helpers/lay-out.ts";
import { PHONE_MOTION } from "../../../helpers/phone-motion.ts";
import { byFrame, COMPOSER, columnOf, inputOf, item, rest } from "../../../helpers/rests.ts";

const FPS = 30;
const ANSWER = "Who is out there? I can hear steps on the stairs and somebody whispers";
const more = Array.from({ length: 20 }, (_, index) => `Message ${index}, one of many`);
const texts = ["Are you home?", "Yes, why?", "Don't open the door", "Who is there?", "Me", ANSWER, ...more];
const messages = texts.map((text, index) => ({ sender: index % 2 === 0 ? "them" : "you", text }));
const conversation = {
	...{ messages, contact: { name: "Maya" }, theme: { name: "imessage" } },
	video: { width: 540, height: 960, safeArea: "none" },
};
const up: Change = { kind: "keyboard", keyboard: { page: "letters", lit: null } };
const lit = (key: string): Change => ({ kind: "keyboard", keyboard: { page: "letters", lit: key } });
const down: Change = { kind: "keyboard", keyboard: null };
const write = (draft: string | null): Change => ({ kind: "draft", draft });
const shown = (entry: number): Change => ({ kind: "shown", entry });

type Timed = readonly [atMs: number, change: Change];

/** The frames of a chat of which so many messages stand there, and then changes come. */
function play(
	standing: number,
	steps: readonly Timed[],
	seconds: number,
	name: keyof typeof themes = "imessage",
) {
	const changes = [
		...texts.slice(0, standing).map((_, entry) => shown(entry)),
		...steps.map(([, each]) => each),
	];
	const chat = { ...conversation, theme: { name } };
	const { rests, composers, loops, heightPx } = layOut(chat, changes);
	const holds = finishSteps(
		planHolds({
			...{ rests: rests.slice(standing), composers: composers.slice(standing), loops, heightPx },
			steps: steps.map(([atMs, change]) => ({ atMs, change })),
			motion: themes[name].motion,
			own: new Set(texts.flatMap((_, index) => (index % 2 === 0 ? [] : `message-${index}`))),
			...{ fps: FPS, frameCount: seconds * FPS },
		}),
	);
	return { holds, frames: byFrame(holds), rests: rests.slice(standing) };
}

const layerOf = ({ layers }: Scene, name: LayerName): Layer | undefined =>
	layers.find((each) => each.name === name);
const topOf = (scene: Scene, name: LayerName) => layerOf(scene, name)?.clip.yPx ?? Number.NaN;
const endOf = ({ clip }: Layer) => clip.yPx + clip.heightPx;

describe("a keyboard that rises", () => {
	const { frames, rests } = play(3, [[1000, up]], 3);
	const [from, to] = [rests.at(0), rests.at(-1)].map((scene) => topOf(scene ?? { layers: [] }, "footer"));
	const [fromPx = 0, toPx = 0] = [from, to];

	test("does so by the spring of iOS: 55 % after a tenth of a second, 88 % after two", () => {
		for (const [frame, share] of [
			[33, 0.55],
			[36, 0.88],
			[42, 0.994],
		] as const) {
			const movedPx = fromPx - topOf(frames[frame]?.scene ?? { layers: [] }, "footer");
			expect(Math.abs(movedPx / (fromPx - toPx) - share)).toBeLessThan(0.01);
		}
	});

	test("takes the composer along, with the column's end on it and the keyboard below it", () => {
		for (const { scene } of frames) {
			const [footer, keyboard] = [layerOf(scene, "footer"), layerOf(scene, "keyboard")];
			expect(endOf(columnOf(scene))).toBe(footer?.clip.yPx);
			if (keyboard !== undefined) expect(keyboard.clip.yPx).toBeGreaterThan(footer?.clip.yPx ?? 0);
		}
	});

	test("begins below the screen, and is where the rest has it within half a second", () => {
		const tops = frames.map(({ scene }) => topOf(scene, "keyboard"));
		expect(tops.slice(0, 30)).toEqual(Array(30).fill(Number.NaN));
		expect(tops[30]).toBe(960);
		expect(frames[45]?.settled).toBe(true);
		expect(frames[45]?.scene).toEqual({
			layers: expect.arrayContaining([layerOf(rests.at(-1) ?? { layers: [] }, "keyboard")]),
		});
		for (const [index, top] of tops.slice(31, 45).entries())
			expect(top).toBeLessThanOrEqual(tops[index + 30] ?? 0);
	});

	test("passes behind the home indicator", () => {
		const homes = new Set(frames.map(({ scene }) => layerOf(scene, "home")));
		expect(homes.size).toBe(1);
		for (const { scene } of frames) expect(scene.layers.at(-1)?.name).toBe("home");
	});
});

test("a full column goes up with the composer, in the same steps", () => {
	const { frames } = play(26, [[1000, up]], 2, "whatsapp");
	const scenes = frames.map(({ scene }) => scene);
	const steps = scenes.slice(1).map((scene, index) => {
		const before = scenes[index] ?? scene;
		return [topOf(scene, "footer") - topOf(before, "footer"), columnOf(scene).dyPx - columnOf(before).dyPx];
	});
	const moving = steps.filter(([footer, column]) => footer !== 0 || column !== 0);
	expect(moving.length).toBeGreaterThan(8);
	for (const [footer, column] of moving) expect(column).toBe(footer);
});

test("a keyboard that is called back in mid-way turns there, and leaves no trace once it is down", () => {
	const { frames, rests } = play(
		3,
		[
			[1000, up],
			[1100, down],
		],
		3,
	);
	const tops = frames.slice(30).map(({ scene }) => topOf(scene, "keyboard"));
	const jumps = tops.slice(1).map((top, index) => Math.abs(top - (tops[index] ?? 0)));
	expect(Math.max(...jumps.filter((px) => !Number.isNaN(px)))).toBeLessThan(110);
	expect(Math.min(...tops.filter((px) => !Number.isNaN(px)))).toBeGreaterThan(700);
	expect(layerOf(frames.at(-1)?.scene ?? { layers: [] }, "keyboard")).toBeUndefined();
	expect(topOf(frames.at(-1)?.scene ?? { layers: [] }, "footer")).toBe(
		topOf(rests[0] ?? { layers: [] }, "footer"),
	);
});

describe("a field that grows", () => {
	const { frames } = play(
		3,
		[
			[0, up],
			[0, write("One")],
			[1000, write("One\ntwo")],
		],
		2,
	);
	const bars = frames.map(({ scene }) => {
		const footer = layerOf(scene, "footer");
		const bar = footer?.placements.find(({ item }) => item === "footer/bar");
		return (footer?.dyPx ?? 0) + (bar?.yPx ?? 0) + (bar?.sprite.heightPx ?? 0);
	});
	const tops = frames.map(({ scene }) => topOf(scene, "footer"));

	test("goes up over 200 ms, and its lower end with the icons stays", () => {
		expect(new Set(bars.slice(29)).size).toBe(1);
		const [before = 0, after = 0] = [tops[29], tops[40]];
		expect((before - after) % 16).toBe(0);
		expect(before - after).toBeGreaterThan(0);
		expect(tops[33]).toBeLessThan(before);
		expect(tops[33]).toBeGreaterThan(after);
		expect(tops[36]).toBe(after);
	});

	test("has the column end on it", () => {
		for (const { scene } of frames) expect(endOf(columnOf(scene))).toBe(topOf(scene, "footer"));
	});
});

describe("a message that is sent", () => {
	const steps: readonly Timed[] = [
		[0, up],
		[0, write(ANSWER)],
		[1000, write(null)],
		[1000, shown(5)],
	];

	test("leaves a field that goes back to one line", () => {
		const tops = play(5, steps, 2).frames.map(({ scene }) => topOf(scene, "footer"));
		expect(tops[30]).toBe(tops[29]);
		expect(tops[40]).toBeGreaterThan(tops[29] ?? 0);
	});

	test("leaves nothing of the field over the line that is left", () => {
		const { frames, rests } = play(5, steps, 2);
		const placesOf = (scene: Scene) => {
			const footer = layerOf(scene, "footer");
			return footer?.placements.map(({ item, yPx }) => [item, yPx + footer.dyPx]);
		};
		const last = placesOf(rests.at(-1) ?? { layers: [] });
		for (const { scene } of frames.slice(30)) expect(placesOf(scene)).toEqual(last);
	});

	test("flies from the field as it was before", () => {
		const rests = [rest([]), rest([item("message-0/bubble", 20)])];
		const input = inputOf(rests, [1000], { motion: PHONE_MOTION, own: ["message-0"] });
		const higher = { ...COMPOSER, yPx: 300 };
		const holdsFrom = (...composers: readonly (typeof COMPOSER)[]) =>
			finishSteps(planHolds({ ...input, composers }));
		expect(holdsFrom(COMPOSER, higher)).toEqual(holdsFrom(COMPOSER, COMPOSER));
		expect(holdsFrom(higher, COMPOSER)).not.toEqual(holdsFrom(COMPOSER, COMPOSER));
	});
});

test("a key that lights up is one picture, and nothing of it moves", () => {
	const { holds } = play(
		3,
		[
			[0, up],
			[1000, lit("a")],
			[1100, up],
		],
		2,
	);
	expect(holds.slice(-3).map(({ frameCount, settled }) => [frameCount, settled])).toEqual([
		[expect.any(Number), true],
		[3, true],
		[27, true],
	]);
});

describe("whatever is typed and sent, at whatever times,", () => {
	const changes = fc.constantFrom<Change>(
		...[up, lit("q"), lit("space"), down, down, write(null), write("One"), write("One\ntwo\nthree")],
		...[shown(3), shown(4), shown(5)],
	);
	const steps = fc.array(fc.tuple(fc.oneof(fc.constant(0), fc.nat(700)), changes), { maxLength: 12 });

	test.each(["imessage", "whatsapp"] as const)(
		"%s: bars stay together, and rest where they are laid out",
		(name) => {
			const check = fc.property(steps, (drawn) => {
				let atMs = 0;
				const seen = new Set<number>();
				const timed = drawn.flatMap(([afterMs, change]): Timed[] => {
					if (change.kind === "shown" && seen.has(change.entry)) return [];
					if (change.kind === "shown") seen.add(change.entry);
					atMs += afterMs;
					return [[atMs, change]];
				});
				const { holds, rests } = play(3, timed, Math.ceil(atMs / 1000) + 2, name);
				const places = (scene: Scene) =>
					scene.layers.map(({ name, clip, dyPx }) =>
						name === "column" ? "" : JSON.stringify({ name, clip, dyPx }),
					);
				for (const { scene, settled } of holds) {
					expect(endOf(columnOf(scene))).toBe(topOf(scene, "footer"));
					const odd = scene.layers.filter(({ clip, dyPx, placements }) =>
						[clip.yPx, clip.heightPx, dyPx, ...placements.map(({ yPx }) => yPx)].some((px) => px % 2 !== 0),
					);
					expect(odd).toEqual([]);
					if (settled) expect(rests.map(places)).toContainEqual(places(scene));
				}
				expect(places(holds.at(-1)?.scene ?? { layers: [] })).toEqual(places(rests.at(-1) ?? { layers: [] }));
			});
			fc.assert(check, { numRuns: 40 });
		},
	);
});
