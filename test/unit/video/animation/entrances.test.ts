import { describe, expect, test } from "vitest";
import { durationMs, progressAt } from "../../../../shared/video/animation/timing.ts";
import type { Hold, Placement, Scene } from "../../../../shared/video/scene/scene.ts";
import type { Entrance, Motion, Timing } from "../../../../shared/video/themes/motion.ts";
import { PHONE_MOTION } from "../../../helpers/phone-motion.ts";
import { age, byFrame, COMPOSER, ease, holdsOf, item, rest } from "../../../helpers/rests.ts";

const SPRING: Timing = { kind: "spring", responseMs: 350, damping: 0.7 };

type Options = { readonly motion?: Motion; readonly own?: readonly string[]; readonly frameCount?: number };

const play = (rests: readonly Scene[], timesMs: readonly number[], options: Options = {}) =>
	byFrame(holdsOf(rests, timesMs, { motion: PHONE_MOTION, ...options }));

/** An item on the screen, with the layer that it is in. */
function see({ scene }: Hold, name: string) {
	for (const layer of scene.layers) {
		const placement = layer.placements.find((each) => each.item === name);
		if (placement !== undefined) return { ...placement, layer: layer.name, yPx: placement.yPx + layer.dyPx };
	}
	return undefined;
}

const seeAll = (frames: readonly Hold[], name: string) => frames.map((frame) => see(frame, name));
const bubble = (entry: number, yPx: number, xPx = 10, heightPx = 40): Placement => {
	const { sprite, ...placement } = item(`message-${entry}/bubble`, yPx, { xPx, heightPx });
	return { ...placement, sprite: { ...sprite, anchor: { xPx: 4, yPx: heightPx } } };
};
const even = (px: number) => 2 * Math.round(px / 2);

/** Theirs without dots before, in a column that stands. */
const arriveBy = (theirs: Entrance): Motion => ({
	...PHONE_MOTION,
	arrive: { ...PHONE_MOTION.arrive, theirs },
});

describe("a bubble that grows by a spring", () => {
	const frames = play([rest([bubble(0, 20)]), rest([bubble(0, 20), bubble(1, 80)])], [1000]);
	const seen = seeAll(frames, "message-1/bubble").slice(30);

	test("begins at its scale, follows the spring in steps of two pixels at its far edge, and ends without one", () => {
		// From the anchor (4, 40) it reaches 96 px to the right.
		expect(seen[0]?.scale).toEqual({ by: (96 + even(-0.14 * 96)) / 96, xPx: 4, yPx: 40 });
		for (const [frame, shown] of seen.entries()) {
			const by = 1 - 0.14 * (1 - progressAt(SPRING, age(frame), 0.14 * 96));
			expect(shown?.scale?.by ?? 1).toBeCloseTo(1 + even((by - 1) * 96) / 96, 9);
		}
		expect(seen.at(-1)).toEqual({ ...bubble(1, 80), yPx: 176, layer: "column" });
	});

	test("is opaque from the second frame on, and stands still", () => {
		expect(seen.slice(1).every((shown) => shown?.opacity === 64)).toBe(true);
		expect(new Set(seen.map((shown) => shown?.yPx))).toEqual(new Set([176]));
	});

	test("is settled once the spring is", () => {
		const endMs = durationMs(SPRING, 0.14 * 96);
		const after = frames.findIndex((frame, index) => index >= 30 && frame.settled) - 30;
		expect(age(after)).toBeLessThan(endMs + age(1));
		expect(seen.slice(after).every((shown) => shown?.scale === undefined)).toBe(true);
	});

	test("swings past its size by an eighth of the way at a damping of 0.55", () => {
		const theirs: Entrance = {
			kind: "grow",
			timing: { kind: "spring", responseMs: 350, damping: 0.55 },
			fromScale: 0.8,
			fadeMs: 0,
		};
		const bouncing = play([rest([]), rest([bubble(1, 80)])], [1000], { motion: arriveBy(theirs) });
		const scales = seeAll(bouncing, "message-1/bubble").map((shown) => shown?.scale?.by ?? 1);
		expect(Math.max(...scales)).toBeCloseTo(1 + even(0.126 * 0.2 * 96) / 96, 9);
	});

	test("takes along what comes with it, about its own anchor", () => {
		const name = item("message-1/name", 64, { heightPx: 16, xPx: 20 });
		const [frame] = play([rest([]), rest([name, bubble(1, 80)])], [1000]).slice(31);
		const [of, above] = [frame && see(frame, "message-1/bubble"), frame && see(frame, "message-1/name")];
		expect(of?.scale?.by).toBeLessThan(1);
		expect(above?.scale).toEqual({ by: of?.scale?.by, xPx: 4 - 10, yPx: 40 + 16 });
	});

	test("goes on where another step gives it another sprite", () => {
		const { sprite, ...placement } = bubble(1, 80);
		const middle = { ...placement, sprite: { ...sprite, key: "without a tail" } };
		const steps = [rest([]), rest([bubble(1, 80)]), rest([middle, bubble(2, 130)])];
		const [undisturbed, disturbed] = [play(steps.slice(0, 2), [1000]), play(steps, [1000, 1050])];
		expect(disturbed[33] && see(disturbed[33], "message-1/bubble")).toEqual({
			...(undisturbed[33] && see(undisturbed[33], "message-1/bubble")),
			sprite: middle.sprite,
		});
	});
});

describe("a bubble that grows out of its dots", () => {
	const dots = (yPx: number) => item("message-1/typing", yPx);
	const firstOf = (before: Scene, after: Scene) => {
		const frame = play([before, after], [1000])[30];
		return frame && see(frame, "message-1/bubble");
	};
	/** Where the upper and lower ends of a scaled sprite are seen. */
	const endsOf = (placement: ReturnType<typeof firstOf>) => {
		const { yPx = 0, sprite, scale = { by: 1, yPx: 0 } } = placement ?? {};
		const topPx = yPx + scale.yPx * (1 - scale.by);
		return [topPx, topPx + scale.by * (sprite?.heightPx ?? 0)];
	};

	test("begins as high as they were, where they were, in a column that stands", () => {
		const first = firstOf(rest([dots(80)]), rest([bubble(1, 80, 10, 100)]));
		expect(first?.scale?.by).toBeCloseTo(0.4, 2);
		expect(endsOf(first)).toEqual([176, expect.closeTo(216, -1)]);
	});

	test("and in one that makes room", () => {
		const first = firstOf(rest([dots(270)]), rest([bubble(1, 270, 10, 100)], 64));
		expect(endsOf(first)[0]).toBeCloseTo(96 + 270, -1);
		expect(endsOf(first)[1]).toBeCloseTo(96 + 310, -1);
	});

	test("begins at its scale about its anchor where it is as high", () => {
		const first = firstOf(rest([dots(80)]), rest([bubble(1, 80)]));
		expect(first?.scale).toEqual({ by: (96 + even(-0.14 * 96)) / 96, xPx: 4, yPx: 40 });
	});

	test("takes their place at once", () => {
		const frames = play([rest([dots(80)]), rest([bubble(1, 80)])], [1000]);
		expect(frames[29] && see(frames[29], "message-1/typing")).toBeDefined();
		expect(seeAll(frames, "message-1/typing").slice(30)).not.toContainEqual(expect.anything());
		expect(frames[30] && see(frames[30], "message-1/bubble")?.opacity).toBe(64);
	});
});

describe("pictures without a bubble around them", () => {
	const picture = (entry: number, yPx: number, heightPx: number): Placement => {
		const { sprite, ...placement } = item(`message-${entry}/media`, yPx, { heightPx });
		return { ...placement, sprite: { ...sprite, anchor: { xPx: 0, yPx: heightPx } } };
	};

	test("alone come as a bubble does", () => {
		const [first] = seeAll(
			play([rest([]), rest([picture(1, 80, 120)])], [1000]).slice(30),
			"message-1/media",
		);
		expect(first?.scale).toEqual({ by: (120 + even(-0.14 * 120)) / 120, xPx: 0, yPx: 120 });
	});

	test("with a text grow out of its tail with it", () => {
		const [frame] = play([rest([]), rest([picture(1, 80, 60), bubble(1, 144)])], [1000]).slice(31);
		const [media, text] = [frame && see(frame, "message-1/media"), frame && see(frame, "message-1/bubble")];
		expect(media?.scale?.by).toBeLessThan(1);
		expect(media?.scale?.by).toBe(text?.scale?.by);
		expect([media?.scale?.xPx, media?.scale?.yPx]).toEqual([4, 144 + 40 - 80]);
	});

	test("take the place of the dots, and the text comes with them", () => {
		const before = rest([item("message-1/typing", 80)]);
		const [frame] = play([before, rest([picture(1, 80, 100), bubble(1, 184)])], [1000]).slice(30);
		const [media, text] = [frame && see(frame, "message-1/media"), frame && see(frame, "message-1/bubble")];
		expect(media?.scale?.by).toBeCloseTo(0.4, 2);
		expect([media?.scale?.yPx, text?.scale?.yPx]).toEqual([0, 80 - 184]);
	});

	test("of one's own fly from the text field", () => {
		const frames = play([rest([]), rest([picture(1, 80, 120)])], [1000], { own: ["message-1"] }).slice(30);
		const [first] = seeAll(frames, "message-1/media");
		expect(first?.layer).toBe("flight");
		expect(first?.yPx).toBeGreaterThan(200);
	});

	test("are gone at once", () => {
		const holds = holdsOf([rest([picture(1, 80, 120)]), rest([])], [1000], { motion: PHONE_MOTION });
		expect(holds.map(({ scene }) => scene.layers[0]?.placements.length)).toEqual([1, 0]);
	});
});

describe("an arrival in a full column", () => {
	const old = bubble(0, 270);
	const full = rest([old]);
	const scrolled = rest([old, bubble(1, 316)], 48);

	test("grows at its place, as small as the room, while the column makes room: its edge cuts nothing", () => {
		const frames = play([full, scrolled], [1000]).slice(30);
		const all = seeAll(frames, "message-1/bubble");
		const hidden = all.findIndex((shown) => shown !== undefined);
		expect(hidden).toBeLessThan(4);
		const seen = all.slice(hidden);
		expect(new Set(seen.map((shown) => shown?.yPx))).toEqual(new Set([96 + 316 - 48]));
		for (const [frame, shown] of seen.entries()) {
			const topPx = 96 + 316 - 48 + 40 * (1 - (shown?.scale?.by ?? 1));
			expect(topPx).toBeGreaterThanOrEqual((see(frames[hidden + frame] as Hold, old.item)?.yPx ?? 0) + 40);
		}
		expect(seen[0]?.scale?.by).toBeLessThan(0.86);
		expect(seen.at(-1)?.scale).toBeUndefined();
		const heights = seeAll(frames, "message-0/bubble").map((shown) => shown?.yPx);
		expect(heights[0]).toBe(96 + 270);
		expect(heights.at(-1)).toBe(96 + 270 - 48);
		expect(new Set(heights).size).toBeGreaterThan(8);
	});

	test("has an avatar that comes up with the column, never over the one above", () => {
		const above = item("message-0/avatar", 270);
		const fresh = item("message-1/avatar", 316);
		const motion: Motion = {
			...PHONE_MOTION,
			other: { ...PHONE_MOTION.other, enter: { kind: "fade", ms: 130, fromOpacity: 0, riseShare: 0 } },
		};
		const rests = [rest([old, above]), rest([old, above, bubble(1, 316), fresh], 48)];
		const frames = play(rests, [1000], { motion }).slice(30);
		const gaps = frames.map(
			(frame) => (see(frame, fresh.item)?.yPx ?? 0) - (see(frame, above.item)?.yPx ?? 0),
		);
		expect(new Set(gaps)).toEqual(new Set([46]));
		expect(seeAll(frames, fresh.item).at(-1)?.yPx).toBe(96 + 316 - 48);
	});

	test("that is tall comes up with the column, not over the messages above", () => {
		const card = bubble(1, 300, 10, 120);
		const frames = play([full, rest([old, card], 112)], [1000]).slice(30);
		const [above, below] = [seeAll(frames, "message-0/bubble"), seeAll(frames, card.item)];
		for (const [frame, shown] of below.entries())
			expect((shown?.yPx ?? 0) - (above[frame]?.yPx ?? 0)).toBe(30);
		expect(below[0]?.scale?.by).toBeCloseTo(0.86, 1);
		expect(new Set(below.map((shown) => shown?.layer))).toEqual(new Set(["column"]));
		expect(below.at(-1)?.yPx).toBe(96 + 300 - 112);
	});

	test("that is tall grows out of its dots where they were in the column", () => {
		const dots = item("message-1/typing", 300, { heightPx: 40 });
		const frames = play([rest([old, dots]), rest([old, bubble(1, 300, 10, 120)], 100)], [1000]).slice(30);
		const [first] = seeAll(frames, "message-1/bubble");
		expect(first?.scale?.by).toBeCloseTo(1 / 3, 1);
		expect(first?.scale?.yPx).toBe(0);
		expect(first?.yPx).toBe(96 + 300);
	});

	test("rises with the column, in front of the bars, as one movement", () => {
		const theirs: Entrance = { kind: "rise", timing: SPRING, riseShare: 0.1, fadeMs: 100 };
		const frames = play([full, scrolled], [1000], { motion: arriveBy(theirs) }).slice(30);
		const [above, below] = [seeAll(frames, "message-0/bubble"), seeAll(frames, "message-1/bubble")];
		for (const [frame, shown] of below.entries())
			expect((shown?.yPx ?? 0) - (above[frame]?.yPx ?? 0)).toBe(46);
		expect(below[0]?.layer).toBe("flight");
		expect(below.at(-1)?.layer).toBe("column");
		expect(below.slice(0, 4).map((shown) => shown?.opacity)).toEqual(
			[0, 1, 2, 3].map((frame) => Math.round(64 * ease(age(frame) / 100 + 1 / 6))),
		);
	});

	test("rises from below its place where the column stands", () => {
		const theirs: Entrance = { kind: "rise", timing: SPRING, riseShare: 0.1, fadeMs: 0 };
		const frames = play([rest([]), rest([bubble(1, 80)])], [1000], { motion: arriveBy(theirs) });
		const ways = seeAll(frames, "message-1/bubble").slice(30);
		for (const [frame, shown] of ways.entries())
			expect(shown?.yPx).toBe(176 + 48 - even(48 * progressAt(SPRING, age(frame), 48)));
	});
});

describe("a bubble that flies", () => {
	const own = ["message-1"];
	const place = { xPx: 96, yPx: 96 + 80 };
	const start = { xPx: COMPOSER.xPx, yPx: COMPOSER.yPx + COMPOSER.heightPx - 40 };
	const mine = rest([bubble(0, 20), bubble(1, 80, place.xPx)]);
	const frames = play([rest([bubble(0, 20)]), mine], [1000], { own });
	const seen = seeAll(frames, "message-1/bubble").slice(30);

	test("begins in the text field, and follows a spring each way, up only until it is there", () => {
		expect(seen[0]).toMatchObject({ ...start, layer: "flight", opacity: 64 });
		const [farX, farY] = [place.xPx - start.xPx, start.yPx - place.yPx];
		for (const [frame, shown] of seen.entries()) {
			const across = progressAt({ ...SPRING, damping: 0.8 }, age(frame), farX);
			expect(shown?.xPx).toBe(start.xPx + even(across * farX));
			const up = Math.min(1, progressAt(SPRING, age(frame), farY));
			if (frame < 6) expect(shown?.yPx).toBe(start.yPx - even(up * farY));
		}
		expect(Math.min(...seen.map((shown) => shown?.yPx ?? 0))).toBe(place.yPx);
		expect(new Set(seen.slice(7).map((shown) => shown?.yPx))).toEqual(new Set([place.yPx]));
	});

	test("is in front of every bar until it lands in the column, as the rest has it", () => {
		const flying = frames.filter(({ scene }) => scene.layers.at(-1)?.name === "flight");
		expect(flying.length).toBeGreaterThan(10);
		expect(flying.every(({ settled }) => !settled)).toBe(true);
		expect(flying[0]?.scene.layers.at(-1)?.clip).toEqual({
			xPx: 0,
			yPx: 96,
			widthPx: 200,
			heightPx: 480 - 96,
		});
		expect(frames.at(-1)?.scene).toEqual(mine);
	});

	test("from the right is one that stands at the left", () => {
		const left = play([rest([]), rest([bubble(1, 80, 2)])], [1000], { own })[30];
		expect(left && see(left, "message-1/bubble")?.xPx).toBe(COMPOSER.xPx + COMPOSER.widthPx - 100);
	});

	test("keeps to its column without a timing across, and to its size", () => {
		const motion: Motion = {
			...PHONE_MOTION,
			arrive: {
				...PHONE_MOTION.arrive,
				own: { kind: "fly", up: SPRING, across: null, fromScale: 1, fadeMs: 0 },
			},
		};
		const [first] = play([rest([]), rest([bubble(1, 80, 96, 100)])], [1000], { own, motion }).slice(30);
		const shown = first && see(first, "message-1/bubble");
		expect(shown).toMatchObject({ xPx: 96, yPx: COMPOSER.yPx + COMPOSER.heightPx - 100 });
		expect(shown?.scale).toBeUndefined();
	});

	test("is redirected by another step from where it is", () => {
		const scrolled = rest([bubble(0, 20), bubble(1, 80, place.xPx), bubble(2, 330)], 64);
		const turned = play([rest([bubble(0, 20)]), mine, scrolled], [1000, 1100], { own });
		expect(turned[32]).toEqual(frames[32]);
		// The step is at the time of this frame.
		expect(turned[33] && see(turned[33], "message-1/bubble")).toEqual(seen[3]);
		const fromPx = seen[3]?.yPx ?? 0;
		const endPx = place.yPx - 64;
		for (const [frame, shown] of seeAll(turned, "message-1/bubble").slice(33).entries()) {
			const share = progressAt(PHONE_MOTION.scroll.timing, age(frame), 1);
			expect(shown?.yPx).toBe(fromPx - even(share * (fromPx - endPx)));
		}
	});

	test("goes up as the column does where that makes its room, never into the message above", () => {
		const slow: Motion = {
			...PHONE_MOTION,
			scroll: { timing: { kind: "curve", ms: 1500, curve: "ease-in-out" }, carriesNew: false },
		};
		const steps = [rest([bubble(0, 270)]), rest([bubble(0, 270), bubble(1, 316, 96)], 48)];
		const landing = play(steps, [1000], { own, motion: slow }).slice(30);
		const [above, below] = [seeAll(landing, "message-0/bubble"), seeAll(landing, "message-1/bubble")];
		for (const [frame, shown] of below.entries())
			expect(shown?.yPx).toBeGreaterThanOrEqual((above[frame]?.yPx ?? 0) + 40);
		expect(new Set(below.map((shown) => shown?.yPx)).size).toBeGreaterThan(8);
		expect(below.at(-1)).toMatchObject({ yPx: 364, layer: "column" });
	});
});
