import { describe, expect, test } from "vitest";
import { finishSteps } from "../../../../../shared/core/steps.ts";
import { planFast } from "../../../../../shared/video/encode/fast/plan-fast.ts";
import type { Film } from "../../../../../shared/video/encode/film.ts";
import type { Hold, Layer, Placement, Scene, Sprite } from "../../../../../shared/video/scene/scene.ts";
import { planWords } from "../../../../helpers/plan-words.ts";
import { filmOfHolds } from "../../../../helpers/test-film.ts";

const FORMAT = { widthPx: 240, heightPx: 432, fps: 24 };
/** The viewport: 22 rows. */
const [TOP_PX, BOTTOM_PX] = [48, 400];

const sprite = (key: string, heightPx: number): Sprite => ({ key, widthPx: 120, heightPx, shapes: [] });
const across = (fromPx: number, toPx: number) => {
	return { xPx: 0, yPx: fromPx, widthPx: FORMAT.widthPx, heightPx: toPx - fromPx };
};
const bar = (name: "header" | "footer", fromPx: number, toPx: number): Layer => {
	return { name, clip: across(fromPx, toPx), dyPx: 0, ground: "#eeeeee", placements: [] };
};
const BACKDROP: Layer = {
	...{ name: "backdrop", clip: across(0, FORMAT.heightPx), dyPx: 0, ground: "#ffffff", placements: [] },
};
const BARS = [bar("header", 0, TOP_PX), bar("footer", BOTTOM_PX, FORMAT.heightPx)];

/** A chat whose column has moved up by `scrollPx`. */
function chat(placements: readonly Placement[], scrollPx = 0, more: Partial<Layer> = {}): Scene {
	const clip = across(TOP_PX, BOTTOM_PX);
	const dyPx = TOP_PX - scrollPx;
	return {
		layers: [BACKDROP, { name: "column", clip, dyPx, ground: "#ffffff", placements, ...more }, ...BARS],
	};
}
const bubble = (yPx: number, opacity = 64, key = "bubble"): Placement => {
	return { item: key, sprite: sprite(key, 40), xPx: 16, yPx, opacity };
};
/** Settled, so that none is on the way from one to another (plan-transition.test.ts). */
const hold = (scene: Scene, frameCount = 1): Hold => ({ scene, frameCount, settled: true });
const filmOf = (...holds: readonly Hold[]) => filmOfHolds(holds, FORMAT);
const planOf = (film: Film) => finishSteps(planFast(film, { crf: 20, preset: "veryfast" }));
const wordsOf = (...holds: readonly Hold[]) => planWords(planOf(filmOf(...holds)).stream);

const EMPTY = hold(chat([]), 12);
/** A bubble that fades in while it rises, a frame at each of these places, and rests on row 96 of the column. */
const rising = (...placesPx: readonly number[]) => [
	...placesPx.map((yPx, index) => hold(chat([bubble(yPx, 8 * (index + 1))]))),
	hold(chat([bubble(96)]), 10),
];

describe("the pictures of a small chat", () => {
	test("a bubble that rises is transient until it rests, then the picture repeats", () => {
		expect(wordsOf(EMPTY, ...rising(104, 100, 98))).toEqual([
			...["key", "repeat 11"],
			...["passing 3 rows", "passing 3 rows", "passing 3 rows"],
			...["inter 3 rows", "repeat 9"],
		]);
	});

	test("dots that stand for some frames are references, so that their repeats are empty", () => {
		const dots = [1, 2].map((phase) => hold(chat([bubble(96, 64, `typing-${phase}`)]), 2));
		expect(wordsOf(EMPTY, ...dots)).toEqual([
			...["key", "repeat 11"],
			...["inter 3 rows", "repeat 1", "inter 3 rows", "repeat 1"],
		]);
	});

	test("the fifth transient picture is a reference, and coded as transient, for the next brings its rows anyway", () => {
		const { stream } = planOf(filmOf(EMPTY, ...rising(104, 104, 102, 102, 100, 100, 98)));
		expect(planWords(stream).slice(2)).toEqual([
			...Array(4).fill("passing 3 rows"),
			"inter 3 rows",
			...Array(2).fill("passing 3 rows"),
			...["inter 3 rows", "repeat 9"],
		]);
		const fifth = stream.pictures[6];
		const slices = fifth?.kind === "inter" ? fifth.bands.map(({ slice }) => slice) : [];
		const isTransient = (slice: number) =>
			stream.transientSlices.some(({ from, to }) => from <= slice && slice < to);
		expect(slices.map(isTransient)).toEqual([true, true, true]);
	});

	test("two that stand in front of each other in turn are drawn", () => {
		const [low, high] = [bubble(96, 64, "low"), bubble(112, 64, "high")];
		const words = wordsOf(hold(chat([low, high]), 2), hold(chat([high, low]), 2));
		// All rows of the one that came to the front, or was left behind.
		expect(words[2]).toBe("inter 3 rows");
	});

	test("slices that look the same are one, wherever they are seen", () => {
		const { stream } = planOf(filmOf(EMPTY, ...rising(104)));
		// The bar, the blank row; three rows of the bubble as it rises, and three where it rests.
		expect({ slices: stream.slices.length, transient: stream.transientSlices }).toEqual({
			slices: 8,
			transient: [{ from: 5, to: 8 }],
		});
	});
});

describe("a column that moves", () => {
	const LIST = Array.from({ length: 30 }, (_, index) => bubble(48 * index, 64, `message-${index}`));
	const moved = (...scrolls: readonly number[]) => scrolls.map((scrollPx) => hold(chat(LIST, scrollPx), 2));

	test("upwards is told by scrolls, each with the rows that come into view", () => {
		expect(wordsOf(...moved(0, 10, 48))).toEqual([
			...["key", "repeat 1"],
			...["inter scroll 10, 1 rows", "repeat 1"],
			...["inter scroll 38, 3 rows", "repeat 1"],
		]);
	});

	test("where the next picture is told as easily from the one before, one in between is no reference", () => {
		const [still, ...between] = [0, 4, 8, 10].map((scrollPx) => hold(chat(LIST, scrollPx)));
		expect(wordsOf(still as Hold, ...between, hold(chat(LIST, 16), 3)).slice(1)).toEqual([
			...["passing scroll 4, 1 rows", "passing scroll 8, 1 rows", "passing scroll 10, 1 rows"],
			...["inter scroll 16, 1 rows", "repeat 2"],
		]);
	});

	test("takes a ground that is no flat colour along", () => {
		const ground = { kind: "gradient", stops: [{ at: 0, colour: "#ffffff" }], heightPx: 352 } as const;
		const of = (scrollPx: number) => hold(chat([], scrollPx, { ground }), 2);
		expect(wordsOf(of(0), of(32))[2]).toBe("inter scroll 32, 2 rows");
	});

	test("also tells what appears, or is gone, while it moves", () => {
		const without = (taken: number) => LIST.filter((_, index) => index !== taken);
		const [before, after] = [chat(without(5), 0), chat(without(2), 16)];
		// Three rows each, and the one that comes into view.
		expect(wordsOf(hold(before, 2), hold(after, 2))[2]).toBe("inter scroll 16, 7 rows");
	});

	test("downwards, as each row of what stands in it does", () => {
		expect(wordsOf(...moved(32, 0))[2]).toBe("inter scroll -32, 2 rows");
	});

	test("in two parts by two ways is told by two scrolls, with the rows between them", () => {
		const apart = LIST.map((each, index) => (index < 3 ? { ...each, yPx: each.yPx - 16 } : each));
		expect(wordsOf(hold(chat(LIST, 16), 2), hold(chat(apart, 32), 2))[2]).toBe(
			"inter scroll 32, scroll 16, 2 rows",
		);
	});

	test.each([
		["further than vectors reach", 0, 512],
		["by more than it is high", 0, 352],
	])("%s is drawn", (_, fromPx, toPx) => {
		expect(wordsOf(...moved(fromPx, toPx))[2]).toBe("inter 22 rows");
	});

	test("is drawn at its rounded corners", () => {
		const clip = { ...across(TOP_PX, BOTTOM_PX), radiusPx: 16 };
		const of = (scrollPx: number) => hold(chat(LIST, scrollPx, { clip }), 2);
		expect(wordsOf(of(0), of(16))[2]).toBe("inter scroll 16, 3 rows");
	});

	describe("in a phone, narrower than the screen", () => {
		const clip = { ...across(TOP_PX, BOTTOM_PX), xPx: 16, widthPx: 208 };
		const body = (more: Partial<Layer> = {}): Layer => ({
			...{ name: "frame", ground: "#000000", dyPx: 0, placements: [] },
			...{ clip: { xPx: 8, yPx: 8, widthPx: 224, heightPx: 416, radiusPx: 24 }, ...more },
		});
		const second = (backdrop: Layer, frame: Layer) => {
			const of = (scrollPx: number) => {
				const [, ...others] = chat(LIST, scrollPx, { clip }).layers;
				return hold({ layers: [backdrop, frame, ...others] }, 2);
			};
			return wordsOf(of(0), of(16))[2];
		};

		test("moves whole rows, for what is beside it is the same in all of them", () => {
			expect(second(BACKDROP, body())).toBe("inter scroll 16, 1 rows");
		});

		test.each([
			[
				"a gradient",
				{ ...BACKDROP, ground: { kind: "gradient", stops: [], heightPx: 300 } },
				body(),
				"inter 22 rows",
			],
			["a thing", { ...BACKDROP, placements: [bubble(200)] }, body(), "inter scroll 16, scroll 16, 5 rows"],
			[
				"a body whose corners reach into its rows",
				BACKDROP,
				body({ clip: { ...body().clip, radiusPx: 48 } }),
				"inter scroll 16, 4 rows",
			],
			[
				"a body that ends before it does",
				BACKDROP,
				body({ clip: { ...across(0, 300), radiusPx: 2 } }),
				"inter scroll 16, scroll 16, 3 rows",
			],
		] as const)("is drawn as far as %s is beside it", (_, backdrop, frame, words) => {
			expect(second(backdrop, frame)).toBe(words);
		});
	});

	test("moves rows under what stands in front of it, and those are drawn where it is and where they would take it", () => {
		const badge: Layer = { name: "flight", clip: across(0, 432), dyPx: 0, placements: [bubble(208)] };
		const of = (scrollPx: number) => {
			const [backdrop, column, ...bars] = chat(LIST, scrollPx).layers as [Layer, Layer, Layer, Layer];
			return hold({ layers: [backdrop, column, badge, ...bars] }, 2);
		};
		// From row 208 to 248 and from 160 to 200, and three that come into view.
		expect(wordsOf(of(0), of(48))[2]).toBe("inter scroll 48, 9 rows");
	});
});

describe("a bar that rises", () => {
	const LIST = Array.from({ length: 6 }, (_, index) => bubble(48 * index, 64, `message-${index}`));
	/** With one bubble on it. The column ends at its upper edge. */
	function under(topPx: number, scrollPx: number) {
		const column = chat(LIST, scrollPx, { clip: across(TOP_PX, topPx) }).layers.slice(0, 2);
		const footer = {
			...bar("footer", topPx, FORMAT.heightPx),
			dyPx: topPx,
			placements: [bubble(0, 64, "field")],
		};
		return hold({ layers: [...column, BARS[0] as Layer, footer] }, 2);
	}

	test("over a column that stands moves its own rows, and draws none of the column's", () => {
		expect(wordsOf(under(400, 0), under(368, 0))[2]).toBe("inter scroll 32, 2 rows");
	});

	test("takes a column along that ends on it", () => {
		expect(wordsOf(under(368, 0), under(336, 32))[2]).toBe("inter scroll 32, 2 rows");
	});

	test("and that falls while the column goes up, brings the rows that it covered", () => {
		// Of the column from row 336 to 400.
		expect(wordsOf(under(368, 0), under(400, 32))[2]).toBe("inter scroll 32, scroll -32, 4 rows");
	});
});

describe("key frames", () => {
	const keysOf = (film: Film) => planOf(film).stream.pictures.filter((picture) => picture.kind === "key");

	test("come every five seconds, and those of a picture that stands are one list of slices", () => {
		const film = filmOf(EMPTY, hold(chat([bubble(96)]), 480));
		expect(planWords(planOf(film).stream)).toEqual([
			...["key", "repeat 11", "inter 3 rows", "repeat 107"],
			...["key", "repeat 119", "key", "repeat 119", "key", "repeat 119", "key", "repeat 11"],
		]);
		expect(
			new Set(
				keysOf(film)
					.slice(1)
					.map((key) => key.slices),
			).size,
		).toBe(1);
	});

	test("an hour of the same picture has no more slices than a minute of it", () => {
		const slicesOf = (seconds: number) =>
			planOf(filmOf(EMPTY, hold(chat([bubble(96)]), 24 * seconds))).stream.slices.length;
		expect(slicesOf(3600)).toBe(slicesOf(60));
	});

	test("are earlier where they would fall on a column between two rows, as far as that is little", () => {
		const LIST = Array.from({ length: 30 }, (_, index) => bubble(48 * index, 64, `message-${index}`));
		const move = Array.from({ length: 8 }, (_, index) => hold(chat(LIST, 2 * index + 2)));
		const film = filmOf(hold(chat(LIST), 116), ...move, hold(chat(LIST, 16), 20));
		// The last frame before it moves, instead of the 120th.
		expect(planWords(planOf(film).stream).slice(0, 3)).toEqual(["key", "repeat 114", "key"]);
		expect(keysOf(film).map((key) => key.hold)).toEqual([0, 0]);
	});
});
