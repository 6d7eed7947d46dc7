import { describe, expect, test } from "vitest";
import { finishSteps } from "../../../../shared/core/steps.ts";
import { planHolds } from "../../../../shared/video/animation/plan-holds.ts";
import type { Change } from "../../../../shared/video/conversation/chat-state.ts";
import type { Hold, Placement } from "../../../../shared/video/scene/scene.ts";
import { type ThemeName, themeNames, themes } from "../../../../shared/video/themes/themes.ts";
import { layOut } from "../../../helpers/lay-out.ts";
import { byFrame, columnOf } from "../../../helpers/rests.ts";

const FPS = 30;
const people = [
	{ id: "maya", name: "Maya" },
	{ id: "ben", name: "Ben" },
];
const shown = (...entries: readonly number[]) => entries.map((entry): Change => ({ kind: "shown", entry }));
const react = (entry: number, reaction = 0): Change => ({ kind: "reaction", entry, reaction });
const reactions = [
	{ emoji: "😂", from: "ben" },
	{ emoji: "❤️", from: "you" },
];
/** So many that the column is full. */
const story = Array.from({ length: 30 }, (_, index) => ({
	from: index % 2 === 0 ? "maya" : "you",
	text: `Message ${index}`,
	reactions,
}));

/** What each frame shows after `before`, while the steps come. */
function play(
	name: ThemeName,
	messages: readonly object[],
	before: readonly Change[],
	...steps: readonly (readonly [atMs: number, change: Change])[]
): readonly Hold[] {
	const changes = steps.map(([, change]) => change);
	const chat = { title: "Dog people", people, messages, theme: { name } };
	const layout = layOut(chat, [...before, ...changes]);
	const { motion } = themes[name];
	const holds = planHolds({
		...layout,
		...{ rests: layout.rests.slice(before.length), motion, own: new Set(["message-1"]) },
		...{ steps: steps.map(([atMs, change]) => ({ atMs, change })), fps: FPS, frameCount: 60 },
	});
	return byFrame(finishSteps(holds));
}

function see({ scene }: Hold, item: string): Placement | undefined {
	const { dyPx, placements } = columnOf(scene);
	const placement = placements.find((each) => each.item === item);
	return placement && { ...placement, yPx: placement.yPx + dyPx };
}

const reactionOf = (frame: Hold, entry: number) =>
	columnOf(frame.scene).placements.find(({ item }) => item.startsWith(`message-${entry}/reaction`));
const cutsOf = (frames: readonly Hold[], item: string) =>
	frames.map((frame) => see(frame, item)?.sprite.key.includes(" cut at ") === true);

describe.each(themeNames)("in the look %s, a reaction", (name) => {
	const full = play(name, story, shown(...story.keys()), [500, react(27)]);
	const few = play(name, story.slice(0, 4), shown(0, 1, 2, 3), [500, react(1)]);

	test("goes with its message from its first frame on, whether the column is full or not", () => {
		for (const [frames, entry] of [[full, 27] as const, [few, 1] as const]) {
			const offsets = frames.flatMap((frame) => {
				const [reaction, bubble] = [reactionOf(frame, entry), see(frame, `message-${entry}/bubble`)];
				if (reaction === undefined || bubble === undefined) return [];
				return `${reaction.xPx - bubble.xPx} ${reaction.yPx + columnOf(frame.scene).dyPx - bubble.yPx}`;
			});
			expect(offsets.length).toBe(60 - 15);
			expect(new Set(offsets).size).toBe(1);
		}
	});

	test("pops out of a point: it is small in its first frame, larger than itself later, and itself at last", () => {
		const scales = few.slice(15).map((frame) => reactionOf(frame, 1)?.scale?.by ?? 1);
		expect(scales[0]).toBeLessThan(0.55);
		expect(Math.max(...scales)).toBeGreaterThan(1);
		expect(scales.at(-1)).toBe(1);
		const opacities = few.slice(15).map((frame) => reactionOf(frame, 1)?.opacity);
		expect(opacities.at(3)).toBe(64);
	});

	test("leaves its message whole until it has grown, and then lies in what is cut out of it", () => {
		const cuts = cutsOf(few, "message-1/bubble").slice(15);
		const at = cuts.indexOf(true);
		expect((at * 1000) / FPS).toBeGreaterThanOrEqual(190);
		expect(at).toBeLessThan(15);
		expect(cuts.slice(at).every((isCut) => isCut)).toBe(true);
		const grown = few.slice(15)[at];
		expect(grown && (reactionOf(grown, 1)?.scale?.by ?? 1)).toBeGreaterThanOrEqual(0.9);
	});

	test("makes room by moving messages, none of which jumps by all of it", () => {
		for (const [frames, entries] of [[full, [26, 27, 28, 29]] as const, [few, [0, 1, 2, 3]] as const]) {
			for (const entry of entries) {
				const track = frames.map((frame) => see(frame, `message-${entry}/bubble`)?.yPx ?? Number.NaN);
				const wayPx = Math.abs((track.at(-1) ?? 0) - (track[0] ?? 0));
				const largestPx = Math.max(...track.slice(1).map((yPx, at) => Math.abs(yPx - (track[at] ?? 0))));
				expect(largestPx).toBeLessThanOrEqual(0.45 * wayPx);
			}
		}
	});

	test("ends at rest as it was laid out", () => {
		const last = full.at(-1);
		expect(last?.settled).toBe(true);
		expect(last && cutsOf([last], "message-27/bubble")).toEqual([true]);
	});
});

describe("a second reaction", () => {
	const before = [...shown(0, 1), react(1)];

	test("that changes a pill makes it grow again, from most of its size", () => {
		const frames = play("whatsapp", story.slice(0, 2), before, [500, react(1, 1)]);
		const pills = frames.map((frame) => reactionOf(frame, 1));
		expect(pills[14]?.sprite.key).not.toBe(pills[15]?.sprite.key);
		const scales = pills.slice(15).map((pill) => pill?.scale?.by ?? 1);
		expect(scales[0]).toBeGreaterThan(0.8);
		expect(scales[0]).toBeLessThan(1);
		expect(scales.at(-1)).toBe(1);
	});

	test("that cuts the disc before it does so when it has grown", () => {
		const frames = play("imessage", story.slice(0, 2), before, [500, react(1, 1)]);
		const cuts = cutsOf(frames, "message-1/reaction 😂");
		expect(cuts.indexOf(true)).toBe(15 + 6);
		expect(frames.slice(15).map((frame) => see(frame, "message-1/reaction 😂")?.scale)).toEqual(
			Array(45).fill(undefined),
		);
	});
});

test.each([0, 100])("a reaction that lands %d ms after its message began to come goes with it", (afterMs) => {
	const [come] = shown(1);
	if (come === undefined) throw new Error("expected a message");
	const frames = play("imessage", story.slice(0, 2), shown(0), [300, come], [300 + afterMs, react(1)]);
	const seen = ({ scene }: Hold, item: string) =>
		scene.layers.flatMap(({ dyPx, placements }) =>
			placements.flatMap((each) => (each.item.startsWith(item) ? each.yPx + dyPx : [])),
		)[0] ?? Number.NaN;
	const bubbles = frames.slice(9).map((frame) => seen(frame, "message-1/bubble"));
	expect(new Set(bubbles).size).toBeGreaterThan(2);
	const offsets = frames
		.slice(9 + (afterMs * FPS) / 1000)
		.map((frame) => seen(frame, "message-1/reaction") - seen(frame, "message-1/bubble"));
	expect(new Set(offsets).size).toBe(1);
});

describe("dots in a group whose message does not come", () => {
	const messages = [...story.slice(0, 3), { typing: { from: "ben", seconds: 2 } }];
	const columnThemes = themeNames.filter((name) => themes[name].typing.at === "column");

	test.each(columnThemes)("in the look %s, leave together with the picture of who typed", (name) => {
		const before: readonly Change[] = [...shown(0, 1, 2), { kind: "typing", entry: 3 }];
		const frames = play(name, messages, before, [500, { kind: "stopped", entry: 3 }]);
		const seen = (item: string) => frames.map((frame) => see(frame, item)?.opacity ?? 0);
		const [dots, avatar] = [seen("message-3/typing"), seen("message-3/avatar")];
		expect(avatar).toEqual(dots);
		expect(dots[14]).toBe(64);
		expect(dots[16]).toBeGreaterThan(0);
		expect(dots[16]).toBeLessThan(64);
		expect(dots[22]).toBe(0);
	});
});
