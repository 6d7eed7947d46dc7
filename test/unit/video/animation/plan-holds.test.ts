import { describe, expect, test } from "vitest";
import { planHolds } from "../../../../shared/video/animation/plan-holds.ts";
import type { Scene } from "../../../../shared/video/scene/scene.ts";
import {
	age,
	bar,
	byFrame,
	columnOf,
	ease,
	heights,
	holdsOf,
	inputOf,
	item,
	opacities,
	rest,
	seen,
	track,
} from "../../../helpers/rests.ts";

const first = item("message-0/bubble", 20);
const second = item("message-1/bubble", 80);
const alone = rest([first]);

describe("a step", () => {
	test("is first seen in the first frame at or after its time", () => {
		for (const [atMs, frame] of [
			[1000, 30],
			[1001, 31],
			[1033, 31],
			[1034, 32],
		] as const) {
			const shown = track(holdsOf([rest([]), alone], [atMs]), "message-0/bubble");
			expect(shown.findIndex((each) => each !== undefined)).toBe(frame);
			expect(shown.slice(frame)).not.toContain(undefined);
		}
	});

	test("after the last frame is not seen", () => {
		expect(holdsOf([alone, rest([])], [4000])).toHaveLength(1);
	});

	test("at the start leaves nothing of the opening", () => {
		expect(opacities(holdsOf([rest([]), alone], [0]), "message-0/bubble", 0, 1)).toEqual([27]);
	});

	test("of the moment of another makes one transition with it: the last rest is what comes", () => {
		const detour = rest([second], 160);
		const holds = holdsOf([alone, detour, rest([first, second])], [1000, 1000]);
		expect(holds).toEqual(holdsOf([alone, rest([first, second])], [1000]));
	});
});

describe("what is in the opening", () => {
	test("stands from the first frame on, in one hold", () => {
		const holds = holdsOf([alone], []);
		expect(holds).toEqual([{ scene: alone, frameCount: 120, settled: true }]);
	});
});

describe("a new bubble", () => {
	test("rises and fades in", () => {
		const holds = holdsOf([alone, rest([first, second])], [1000]);
		const shares = [0, 1, 2, 3, 4, 5, 6].map((frames) => ease(age(frames) / 220 + 1 / 6));
		expect(opacities(holds, "message-1/bubble", 30, 37)).toEqual(
			shares.map((share) => Math.round(64 * share)),
		);
		// A twentieth of 480 px.
		const below = shares.map((share) => 2 * Math.round(((1 - share) * 24) / 2));
		expect(heights(holds, "message-1/bubble", 30, 37)).toEqual(below.map((px) => 96 + 80 + px));
		expect(below[0]).toBeGreaterThan(10);
		expect(below.at(-1)).toBe(0);
		expect(new Set(heights(holds, "message-0/bubble"))).toEqual(new Set([116]));
	});

	test("in the place of its dots fades from half there, and does not rise", () => {
		const dots = item("message-1/typing", 80);
		const holds = holdsOf([rest([first, dots]), rest([first, second])], [1000]);
		const shares = [0, 1, 2, 7].map((frames) => ease(age(frames) / 260 + 1 / 6));
		const shown = opacities(holds, "message-1/bubble", 30);
		expect([0, 1, 2, 7].map((frame) => shown[frame])).toEqual(
			shares.map((share) => Math.round(32 + 32 * share)),
		);
		expect(new Set(heights(holds, "message-1/bubble", 30))).toEqual(new Set([176]));
		expect(track(holds, "message-1/typing", 30, 31)).toEqual([undefined]);
	});

	test("rises where only another message has dots", () => {
		const dots = item("message-2/typing", 140);
		const holds = holdsOf([rest([first, dots]), rest([first, second, dots])], [1000]);
		expect(opacities(holds, "message-1/bubble", 30, 31)).toEqual([27]);
	});
});

test("new dots and receipts fade in, and anything else stands at once", () => {
	const dots = item("message-1/typing", 80);
	const receipt = item("message-0/receipt", 64);
	const line = item("message-0/name", 4);
	const holds = holdsOf([alone, rest([first, dots, receipt, line])], [1000]);
	const shares = [0, 1, 2, 3, 4].map((frames) => Math.round(64 * ease(age(frames) / 160 + 1 / 6)));
	for (const name of ["message-1/typing", "message-0/receipt"]) {
		expect(opacities(holds, name, 30, 35)).toEqual(shares);
		expect(new Set(heights(holds, name, 30)).size).toBe(1);
	}
	expect(new Set(opacities(holds, "message-0/name", 30))).toEqual(new Set([64]));
});

describe("an item with a new sprite", () => {
	const at = (key: string, xPx = 10) => rest([first, item("message-1/bubble", 80, { key, xPx })]);

	test("shows it at once, at its place from the left", () => {
		const shown = track(holdsOf([at("Delivered"), at("Read", 50)], [1000]), "message-1/bubble");
		expect(shown[29]).toEqual({ key: "Delivered", xPx: 10, yPx: 176, opacity: 64 });
		expect(shown[30]).toEqual({ key: "Read", xPx: 50, yPx: 176, opacity: 64 });
	});

	test("has its entrance behind it", () => {
		const holds = holdsOf([alone, at("last"), at("middle")], [1000, 1100]);
		expect(track(holds, "message-1/bubble", 32, 34)).toEqual([
			{ key: "last", xPx: 10, yPx: 180, opacity: 54 },
			{ key: "middle", xPx: 10, yPx: 176, opacity: 64 },
		]);
	});
});

test("what goes is gone at once", () => {
	const holds = holdsOf([rest([first, second]), alone], [1000]);
	expect(holds.map(({ frameCount }) => frameCount)).toEqual([30, 90]);
	expect(holds[1]?.scene).toEqual(alone);
});

test("what went and comes again has its entrance again", () => {
	const both = rest([first, second]);
	const holds = holdsOf([both, alone, both], [1000, 2000]);
	expect(opacities(holds, "message-1/bubble", 59, 61)).toEqual([undefined, 27]);
});

describe("a loop", () => {
	const [one, two, three] = ["one", "two", "three"].map((key) => item("message-1/typing", 80, { key }));
	const sprites = [one, two, three].flatMap((each) => each?.sprite ?? []);
	const loops = new Map([["one", { sprites, periodMs: 900 }]]);
	const rests = [alone, rest([first, one ?? first])];

	test("shows its sprites in turn since the item appeared", () => {
		const holds = holdsOf(rests, [1000], { loops });
		const keys = track(holds, "message-1/typing", 30).map((each) => each?.key);
		expect(keys).toEqual(
			Array.from({ length: 90 }, (_, frame) => ["one", "two", "three"][Math.floor(frame / 9) % 3]),
		);
	});

	test("leaves a chat settled, and asks for a scene a sprite", () => {
		const holds = holdsOf(rests, [1000], { loops }).slice(1);
		const afterFade = holds.filter(({ scene }) => seen(scene, "message-1/typing")?.opacity === 64);
		expect(afterFade.map(({ settled }) => settled)).not.toContain(false);
		expect(afterFade).toHaveLength(10);
		expect(countScenes(inputOf(rests, [1000], { loops, frameCount: 1020 }))).toBeLessThan(1 + 6 + 111);
	});
});

describe("layers", () => {
	test("other than the column are taken from the rest at once", () => {
		const typed = rest([first], 112, [bar("header", "header"), bar("footer", "typed")]);
		const holds = byFrame(holdsOf([alone, typed], [1000]));
		expect(holds[30]?.scene.layers[2]).toBe(typed.layers[2]);
		expect(columnOf(holds[30]?.scene ?? alone).dyPx).toBe(96);
	});

	test("that equal those of the hold before are the same objects, and equal scenes are one hold", () => {
		const again = structuredClone(alone);
		expect(holdsOf([alone, again], [1000])).toHaveLength(1);
		const typed = structuredClone(rest([first], 0, [bar("header", "header"), bar("footer", "typed")]));
		const [before, after] = holdsOf([alone, typed], [1000]);
		expect(after?.scene.layers[0]).toBe(before?.scene.layers[0]);
		expect(after?.scene.layers[1]).toBe(before?.scene.layers[1]);
		expect(after?.scene.layers[2]).not.toBe(before?.scene.layers[2]);
	});

	test("differ by ground, clip and corner", () => {
		const [column, ...bars] = alone.layers;
		if (column === undefined) throw new RangeError("The rest has no column");
		const stops = [{ at: 0, colour: "#ffffff" }];
		const gradient = { kind: "gradient", stops, heightPx: 320 } as const;
		const grounds = [
			{ ...column, clip: { ...column.clip, radiusPx: 8 } },
			{ ...column, clip: { ...column.clip, heightPx: 304 } },
			{ ...column, ground: "#000000" },
			{ ...column, ground: gradient },
			{ ...column, ground: { ...gradient, heightPx: 160 } },
			{ ...column, ground: { ...gradient, stops: [{ at: 0, colour: "#000000" }] } },
			{ ...column, ground: { kind: "tile", tile: first.sprite } as const },
			{ ...column, ground: { kind: "tile", tile: second.sprite } as const },
		];
		const scenes: Scene[] = [alone, ...grounds.map((layer) => ({ layers: [layer, ...bars] }))];
		const timesMs = grounds.map((_, index) => 100 * (index + 1));
		expect(holdsOf(scenes, timesMs)).toHaveLength(scenes.length);
		expect(
			holdsOf(
				scenes.flatMap((scene) => [scene, structuredClone(scene)]),
				[...timesMs.flatMap((atMs) => [atMs - 50, atMs]), 900],
			),
		).toHaveLength(scenes.length);
	});
});

describe("a hold", () => {
	test("is settled once nothing moves or fades", () => {
		const holds = holdsOf([alone, rest([first, second])], [1000]);
		expect(holds.map(({ settled }) => settled)).toEqual([true, ...Array(holds.length - 2).fill(false), true]);
		expect(holds.at(-1)?.scene).toEqual(rest([first, second]));
		expect(holds.at(-1)?.frameCount).toBeGreaterThan(80);
	});

	test("is not settled while only an item moves", () => {
		const low = item("message-1/bubble", 200);
		const holds = holdsOf([rest([first, second]), rest([first, low])], [1000]);
		expect(holds.filter(({ settled }) => !settled).length).toBeGreaterThan(5);
	});
});

describe("the work", () => {
	test("grows with what moves, not with the length", () => {
		const rests = [alone, rest([first, second])];
		const short = countScenes(inputOf(rests, [1000]));
		expect(short).toBeLessThan(12);
		expect(countScenes(inputOf(rests, [1000], { frameCount: 100_000 }))).toBe(short);
		expect(countScenes(inputOf(rests, [60_000], { frameCount: 100_000 }))).toBe(short);
	});
});

/** One step of the plan makes one scene. */
function countScenes(input: Parameters<typeof planHolds>[0]): number {
	let scenes = 0;
	for (const holds = planHolds(input); holds.next().done !== true; ) scenes += 1;
	return scenes;
}

test("rests that do not fit the steps are refused, and a rest without a column", () => {
	expect(() => holdsOf([alone], [1000])).toThrow("There are 1 rests for 1 steps");
	expect(() => holdsOf([{ layers: [bar("header", "header")] }], [])).toThrow("A rest has no column");
});
