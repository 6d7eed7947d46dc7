import { describe, expect, test } from "vitest";
import { finishSteps } from "../../../../../shared/core/steps.ts";
import { findTransitions } from "../../../../../shared/video/encode/fast/find-transitions.ts";
import { joinSources, type RowSource } from "../../../../../shared/video/encode/fast/join-sources.ts";
import { planStream } from "../../../../../shared/video/encode/fast/plan-stream.ts";
import { createSeenSprites } from "../../../../../shared/video/encode/seen-sprites.ts";
import type { Hold, Placement, Scene, Sprite } from "../../../../../shared/video/scene/scene.ts";
import { planWords } from "../../../../helpers/plan-words.ts";
import { emptyFilm, filmOfHolds } from "../../../../helpers/test-film.ts";

const FORMAT = { widthPx: 240, heightPx: 432, fps: 24 };
const across = (fromPx: number, toPx: number) => {
	return { xPx: 0, yPx: fromPx, widthPx: FORMAT.widthPx, heightPx: toPx - fromPx };
};
const sprite = (key: string, heightPx: number): Sprite => ({ key, widthPx: 120, heightPx, shapes: [] });
const bubble = (key: string, yPx: number, opacity = 64): Placement => {
	return { item: key, sprite: sprite(key, 40), xPx: 16, yPx, opacity };
};
/** A column of 22 rows between two bars, moved up by `scrollPx`. */
function chat(placements: readonly Placement[], scrollPx = 0): Scene {
	const ground = { dyPx: 0, ground: "#eeeeee", placements: [] };
	return {
		layers: [
			{ name: "column", clip: across(48, 400), dyPx: 48 - scrollPx, ground: "#ffffff", placements },
			{ ...ground, name: "header", clip: across(0, 48) },
			{ ...ground, name: "footer", clip: across(400, 432) },
		],
	};
}
const rest = (scene: Scene, frameCount = 12): Hold => ({ scene, frameCount, settled: true });
const moving = (scene: Scene, frameCount = 1): Hold => ({ scene, frameCount, settled: false });
const wordsOf = (holds: readonly Hold[], switches?: { reordering: boolean; explicitWeights: boolean }) => {
	const film = filmOfHolds(holds, FORMAT);
	return planWords(finishSteps(planStream(film, createSeenSprites(), switches)).stream);
};

describe("on the way from one settled hold to the next", () => {
	const two = [bubble("one", 96), bubble("two", 368)];
	const scroll = [
		rest(chat([bubble("one", 96)])),
		...[20, 40, 54].map((scrollPx) => moving(chat(two, scrollPx))),
		rest(chat(two, 64)),
	];

	test("a column scrolls by rows of the first and of the second, which comes before and brings all that is new", () => {
		expect(wordsOf(scroll)).toEqual([
			...["key", "repeat 11", "inter scroll 64, 4 rows"],
			// Bare ground between the two comes from any such row of the grid.
			"between, before 20, after -32, after -44, 0 rows",
			"between, before 40, after -16, after -24, 0 rows",
			"between, before 54, after -10, 0 rows",
			"repeat 11",
		]);
	});

	test("a hold of two frames is two pictures, because a repeat would be one of the settled hold", () => {
		const holds = scroll.map((hold) => (hold.settled ? hold : { ...hold, frameCount: 2 }));
		expect(wordsOf(holds).filter((word) => word.startsWith("between, before 20"))).toHaveLength(2);
	});

	test("what fades in place is mixed of both", () => {
		const fade = [10, 30, 50].map((opacity) => moving(chat([bubble("one", 96, opacity)])));
		const holds = [rest(chat([])), ...fade, rest(chat([bubble("one", 96)]))];
		expect(wordsOf(holds)).toEqual([
			...["key", "repeat 11", "inter 3 rows"],
			...["between, mix 10, 0 rows", "between, mix 30, 0 rows", "between, mix 50, 0 rows"],
			"repeat 11",
		]);
	});

	test("each is left out by its switch", () => {
		const isOrdered = wordsOf(scroll, { reordering: false, explicitWeights: true });
		expect(isOrdered.filter((word) => word.startsWith("between"))).toEqual([]);
		const fade = [rest(chat([])), moving(chat([bubble("one", 96, 9)])), rest(chat([bubble("one", 96)]))];
		expect(wordsOf(fade, { reordering: true, explicitWeights: false }).join()).not.toContain("mix");
	});

	test("a chain stays where something is in neither all the way", () => {
		const dots = (phase: number) => [bubble("one", 96), bubble(`dots ${phase}`, 368)];
		const scrolls = [16, 30, 40, 46, 56, 60].map((scrollPx) => moving(chat(dots(1), scrollPx)));
		const holds = [rest(chat([bubble("one", 96)])), ...scrolls, rest(chat(dots(2), 64))];
		const words = wordsOf(holds);
		expect(words.filter((word) => word.startsWith("between"))).toEqual([]);
		// OpenH264 would want for buffers if any were disposable, where others are reordered.
		expect(words.filter((word) => word.startsWith("passing"))).toEqual([]);
	});
});

describe("transitions", () => {
	const holds = (settled: string) =>
		emptyFilm(Array(settled.length).fill(1)).holds.map((hold, index) => ({
			...hold,
			settled: settled[index] === "-",
		}));
	const found = (settled: string, keys: readonly number[]) => [
		...findTransitions(holds(settled), keys).values(),
	];

	test("lie between two settled holds", () => {
		expect(found("x--xx-x-xx", [0])).toEqual([
			{ from: 3, to: 5 },
			{ from: 6, to: 7 },
		]);
	});

	test("hold no key frame, and none is the settled hold that they lead to", () => {
		expect(found("-xx-x-", [0, 2])).toEqual([{ from: 4, to: 5 }]);
		expect(found("-xx-x-", [0, 3])).toEqual([{ from: 4, to: 5 }]);
		expect(found("-xx-x-", [0, 1, 5])).toEqual([]);
		expect(found("-xx-", [0, 4])).toEqual([{ from: 1, to: 3 }]);
	});

	test("are no longer than 32 pictures", () => {
		expect(found(`-${"x".repeat(32)}-`, [0])).toHaveLength(1);
		expect(found(`-${"x".repeat(33)}-`, [0])).toHaveLength(0);
	});
});

describe("rows of a picture between two references", () => {
	const equal: RowSource = { kind: "equal" };
	const isNew: RowSource = { kind: "new" };
	const mix = (weight: number): RowSource => ({ kind: "mix", weight });
	const move = (of: "before" | "after", shiftPx: number): RowSource => ({ kind: "move", of, shiftPx });

	test("that come from the same place are one move, and equal ones join those that stand still", () => {
		const sources = [move("before", 8), move("before", 8), move("before", 0), equal, isNew, move("after", 0)];
		expect(joinSources(sources)).toEqual({
			weight: null,
			moves: [
				{ fromRow: 0, toRow: 2, shiftPx: 8, of: "before" },
				{ fromRow: 2, toRow: 4, shiftPx: 0, of: "before" },
			],
			rows: [4],
		});
	});

	test("have the weight of most, and the others are new; rows of one reference are then said", () => {
		expect(joinSources([mix(3), mix(5), mix(5), move("after", 0), equal])).toEqual({
			weight: 5,
			moves: [{ fromRow: 3, toRow: 4, shiftPx: 0, of: "after" }],
			rows: [0],
		});
	});

	test("have no weight where the last row is of one reference, and make no picture where it is new", () => {
		expect(joinSources([mix(3), move("after", 0)])).toEqual({ weight: null, moves: [], rows: [0] });
		expect(joinSources([equal, isNew])).toBeNull();
		expect(joinSources([equal, mix(3)])).toMatchObject({ weight: 3 });
	});
});
