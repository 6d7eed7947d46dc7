import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Hold, Layer, Placement, Scene } from "../../../../shared/video/scene/scene.ts";
import type { Motion } from "../../../../shared/video/themes/motion.ts";
import { firstFrameFrom } from "../../../../shared/video/timeline/frame-times.ts";
import { PHONE_MOTION } from "../../../helpers/phone-motion.ts";
import { bar, byFrame, columnOf, holdsOf, item, MOTION, rest, VIEWPORT } from "../../../helpers/rests.ts";
import { toyTheme } from "../../../helpers/toy-theme.ts";

/** What happens to a chat of blocks, and how long after the change before. */
type Happening = {
	readonly afterMs: number;
	readonly what:
		| "dots"
		| "message"
		| "receipt"
		| "read"
		| "reaction"
		| "growth"
		| "removal"
		| "footer"
		| "nothing";
	readonly which: number;
	readonly by: number;
};

const happenings = fc.array(
	fc.record({
		afterMs: fc.oneof(fc.constant(0), fc.nat(200), fc.nat(1500)),
		what: fc.constantFrom(
			...(["dots", "message", "message", "receipt", "read", "reaction"] as const),
			...(["growth", "removal", "footer", "nothing"] as const),
		),
		which: fc.nat(20),
		by: fc.constantFrom(16, 32, 64),
	}),
	{ maxLength: 25, size: "max" },
);

type Block = { readonly id: number; readonly heightPx: number; readonly shows: readonly string[] };

/** A column of blocks one under the other, its lower end pinned once it is full. */
function restOf(blocks: readonly Block[], footer: string): Scene {
	const placements: Placement[] = [];
	let yPx = 8;
	for (const { id, heightPx, shows } of blocks) {
		for (const part of shows) {
			const name = `message-${id}/${part}`;
			const key = `${part} ${id} ${heightPx}`;
			const isOwn = id % 2 === 0;
			if (part.startsWith("receipt"))
				placements.push(item(`message-${id}/receipt`, yPx + heightPx - 16, { heightPx: 12, key: part }));
			else if (part === "reaction-0") placements.push(item(name, yPx - 4, { heightPx: 16, key }));
			// As high as the sprites of its loop, whatever room it has.
			else if (part === "typing") placements.push(item(name, yPx, { key }));
			else placements.push(item(name, yPx, { heightPx: heightPx - 20, key, xPx: isOwn ? 90 : 10 }));
		}
		yPx += heightPx;
	}
	const scrollPx = Math.max(0, 16 * Math.ceil((yPx - VIEWPORT.heightPx) / 16));
	return rest(placements, scrollPx, [bar("header", "header"), bar("footer", footer)]);
}

function happen(blocks: readonly Block[], { what, which, by }: Happening, id: number): readonly Block[] {
	const at = blocks.length === 0 ? -1 : which % blocks.length;
	const block = blocks[at];
	const last = blocks.at(-1);
	switch (what) {
		case "dots":
			return [...blocks, { id, heightPx: 60, shows: ["typing"] }];
		case "message":
			return last?.shows.includes("typing")
				? blocks.with(-1, { ...last, heightPx: 60 + by, shows: ["bubble"] })
				: [...blocks, { id, heightPx: 60 + by, shows: ["bubble"] }];
		case "receipt":
			return block === undefined ? blocks : blocks.with(at, { ...block, shows: ["bubble", "receipt"] });
		case "read":
			return blocks.map((each) => ({
				...each,
				shows: each.shows.map((part) => (part === "receipt" ? "receipt read" : part)),
			}));
		case "reaction":
			return block === undefined ? blocks : blocks.with(at, { ...block, shows: ["bubble", "reaction-0"] });
		case "growth":
			return block === undefined ? blocks : blocks.with(at, { ...block, heightPx: block.heightPx + by });
		case "removal":
			return at === -1 ? blocks : blocks.toSpliced(at, 1);
		default:
			return blocks;
	}
}

function restsOf(drawn: readonly Happening[]): {
	readonly rests: readonly Scene[];
	readonly timesMs: readonly number[];
} {
	let [blocks, footer, timeMs]: [readonly Block[], string, number] = [[], "empty", 0];
	const rests = [restOf(blocks, footer)];
	const timesMs: number[] = [];
	for (const [index, happening] of drawn.entries()) {
		blocks = happen(blocks, happening, index);
		if (happening.what === "footer") footer = `typed ${index}`;
		timeMs += happening.afterMs;
		rests.push(restOf(blocks, footer));
		timesMs.push(timeMs);
	}
	return { rests, timesMs };
}

const phases = ["0", "1", "2"].map((phase) => item("", 0, { key: `phase ${phase}` }).sprite);

type Made = {
	readonly holds: readonly Hold[];
	readonly rests: readonly Scene[];
	readonly timesMs: readonly number[];
	readonly fps: number;
	readonly frameCount: number;
};

function make(drawn: readonly Happening[], fps: number, frameCount: number, motion: Motion): Made {
	const { rests, timesMs } = restsOf(drawn);
	const keys = rests.flatMap((scene) => columnOf(scene).placements.map(({ sprite }) => sprite.key));
	const loops = new Map(
		keys.filter((key) => key.startsWith("typing")).map((key) => [key, { sprites: phases, periodMs: 700 }]),
	);
	const own = drawn.map((_, id) => `message-${id}`).filter((_, id) => id % 2 === 0);
	const holds = holdsOf(rests, timesMs, { fps, frameCount, loops, motion, own });
	return { holds, rests, timesMs, fps, frameCount };
}

const drawnInput = [happenings, fc.integer({ min: 24, max: 60 }), fc.integer({ min: 1, max: 700 })] as const;

/** Each hold with the rests that its frames are at, or go to. */
function* withRests({ holds, rests, timesMs, fps }: Made): Generator<readonly [Hold, readonly Scene[]]> {
	const restAt = (frame: number) => timesMs.filter((atMs) => firstFrameFrom(atMs, fps) <= frame).length;
	let begin = 0;
	for (const hold of holds) {
		const end = begin + hold.frameCount;
		yield [hold, rests.slice(restAt(begin), restAt(end - 1) + 1)];
		begin = end;
	}
}

const placementsIn = ({ layers }: Scene) => layers.flatMap(({ placements }: Layer) => placements);

describe.each([
	{ motions: "fades", motion: MOTION, longestMs: 350 },
	// A spring of 350 ms that has 360 px to go.
	{ motions: "springs and flights", motion: PHONE_MOTION, longestMs: 620 },
	{ motions: "every odd choice", motion: toyTheme.motion, longestMs: 1000 },
])("of any rests at any times, by $motions", ({ motion, longestMs }) => {
	const always = (holds: (made: Made) => void) =>
		fc.assert(fc.property(...drawnInput, (...input) => holds(make(...input, motion))));

	test("the frames add up, and each hold has one or more", () => {
		always(({ holds, frameCount }) => {
			expect(holds.reduce((sum, hold) => sum + hold.frameCount, 0)).toBe(frameCount);
			expect(Math.min(...holds.map((hold) => hold.frameCount))).toBeGreaterThanOrEqual(1);
		});
	});

	test("no two holds in a row are equal, and what is equal in them is one object", () => {
		always(({ holds }) => {
			for (const [index, { scene }] of holds.entries()) {
				const before = holds[index - 1]?.scene;
				if (before === undefined) continue;
				const texts = [before, scene].map(({ layers }) => layers.map((layer) => JSON.stringify(layer)));
				expect(texts[1]).not.toEqual(texts[0]);
				for (const [at, layer] of scene.layers.entries())
					expect(layer === before.layers[at]).toBe(texts[1]?.[at] === texts[0]?.[at]);
			}
		});
	});

	test("a settled hold is a rest of its frames, but for what the clip hides and the loops turn", () => {
		const look = (scene: Scene) => {
			const { dyPx, placements } = columnOf(scene);
			const seenPlacements = placements
				.filter(({ yPx, sprite }) => {
					const topPx = yPx + dyPx;
					return topPx < VIEWPORT.yPx + VIEWPORT.heightPx && topPx + sprite.heightPx > VIEWPORT.yPx;
				})
				.map((placement) =>
					placement.item.endsWith("typing") ? { ...placement, sprite: "any" } : placement,
				);
			return { dyPx, placements: seenPlacements, others: scene.layers.slice(1) };
		};
		always((made) => {
			for (const [{ scene, settled }, resting] of withRests(made))
				if (settled) expect(resting.map(look)).toContainEqual(look(scene));
		});
	});

	test("all settles within the longest movement after the last step", () => {
		always(({ holds, timesMs, fps, frameCount }) => {
			const framesAfter = frameCount - 1 - firstFrameFrom((timesMs.at(-1) ?? -longestMs) + longestMs, fps);
			if (framesAfter >= 0) expect(holds.at(-1)?.settled).toBe(true);
		});
	});

	test("places are even, and opacities whole 64ths", () => {
		always(({ holds }) => {
			for (const { scene } of holds) {
				expect(scene.layers.filter(({ dyPx }) => dyPx % 2 !== 0)).toEqual([]);
				for (const { xPx, yPx, opacity } of placementsIn(scene)) {
					expect([xPx % 2, yPx % 2].map(Math.abs)).toEqual([0, 0]);
					expect(Number.isInteger(opacity) && opacity > 0 && opacity <= 64).toBe(true);
				}
			}
		});
	});

	test("scales, mixes and flights have ended in a settled hold", () => {
		always(({ holds }) => {
			for (const { scene } of holds.filter(({ settled }) => settled)) {
				expect(scene.layers.map(({ name }) => name)).not.toContain("flight");
				for (const { scale, from } of placementsIn(scene))
					expect([scale, from]).toEqual([undefined, undefined]);
			}
		});
	});

	test("an item stands in a scene once", () => {
		const standOnce = ({ holds }: Made) => {
			for (const { scene } of holds) {
				const items = placementsIn(scene).map((placement) => placement.item);
				expect(new Set(items).size).toBe(items.length);
			}
		};
		always(standOnce);
		// A receipt that changes twice while it fades was found once in a thousand inputs.
		const at = { which: 0, by: 16 };
		const changes: readonly Happening[] = [
			{ ...at, afterMs: 0, what: "dots" },
			{ ...at, afterMs: 0, what: "receipt" },
			{ ...at, afterMs: 1, what: "read" },
			{ ...at, afterMs: 1, what: "receipt" },
		];
		standOnce(make(changes, 24, 2, motion));
	});

	test("the same input gives the same holds, and leaves it as it was", () => {
		fc.assert(
			fc.property(...drawnInput, (...input) => {
				const made = make(...input, motion);
				expect(make(...input, motion).holds).toEqual(made.holds);
				const copy = structuredClone(made.rests);
				holdsOf(made.rests, made.timesMs);
				expect(made.rests).toEqual(copy);
			}),
			{ numRuns: 30 },
		);
	});
});

describe("of any rests at any times, on a phone", () => {
	const forEach = (check: (made: Made) => void) =>
		fc.assert(fc.property(...drawnInput, (...input) => check(make(...input, PHONE_MOTION))));

	test("a bubble is opaque from the second frame on", () => {
		forEach(({ holds }) => {
			let before = new Set<string>();
			for (const { scene } of byFrame(holds)) {
				const bubbles = placementsIn(scene).filter((placement) => placement.item.endsWith("/bubble"));
				for (const { item: name, opacity } of bubbles) if (before.has(name)) expect(opacity).toBe(64);
				before = new Set(bubbles.map((placement) => placement.item));
			}
		});
	});

	test("a scale is about the sprite's size", () => {
		forEach(({ holds }) => {
			for (const { scene } of holds)
				for (const { scale, sprite } of placementsIn(scene)) {
					if (scale === undefined) continue;
					expect(scale.by).toBeGreaterThan(0);
					expect(scale.by).toBeLessThan(1.1);
					// Two pixels at the farthest edge are the least.
					expect(Math.abs(scale.by - 1) * Math.max(sprite.widthPx, sprite.heightPx)).toBeGreaterThan(1.99);
				}
		});
	});

	test("there are flights, scales and mixes", () => {
		const scenes = fc
			.sample(fc.tuple(...drawnInput), { numRuns: 50, seed: 1 })
			.flatMap((input) => make(...input, PHONE_MOTION).holds.map(({ scene }) => scene));
		const all = scenes.flatMap(placementsIn);
		expect(scenes.filter(({ layers }) => layers.at(-1)?.name === "flight").length).toBeGreaterThan(50);
		expect(all.filter(({ scale }) => scale !== undefined).length).toBeGreaterThan(50);
		expect(all.filter(({ from }) => from !== undefined).length).toBeGreaterThan(4);
	});
});
