import { describe, expect, test } from "vitest";
import type { Scene } from "../../../../shared/video/scene/scene.ts";
import { PHONE_MOTION } from "../../../helpers/phone-motion.ts";
import { age, byFrame, columnOf, ease, holdsOf, item, opacities, rest } from "../../../helpers/rests.ts";

const bubble = item("message-0/bubble", 20);
const alone = rest([bubble]);

const holdsBy = (rests: readonly Scene[], timesMs: readonly number[]) =>
	holdsOf(rests, timesMs, { motion: PHONE_MOTION });

const seeAll = (rests: readonly Scene[], timesMs: readonly number[], name: string) =>
	byFrame(holdsBy(rests, timesMs)).map(({ scene }) => {
		const { dyPx, placements } = columnOf(scene);
		const placement = placements.find((each) => each.item === name);
		return placement && { ...placement, yPx: placement.yPx + dyPx };
	});

/** Of what fades out over `ms`, frame by frame. */
const fadingOut = (ms: number, frames: number) =>
	Array.from({ length: frames }, (_, frame) => Math.round(64 * (1 - ease(age(frame) / ms + 1 / 6))));

describe("dots whose message does not come", () => {
	const dots = item("message-1/typing", 80);

	test("shrink into their middle, fade, and are gone", () => {
		const shown = seeAll([rest([bubble, dots]), alone], [1000], "message-1/typing").slice(30);
		expect(shown.slice(0, 4).map((each) => each?.opacity)).toEqual(fadingOut(200, 4));
		for (const [frame, each] of shown.slice(0, 4).entries()) {
			const by = 1 - 0.5 * ease(age(frame) / 200 + 1 / 6);
			expect(each?.scale).toEqual({ by: (50 + 2 * Math.round(((by - 1) * 50) / 2)) / 50, xPx: 50, yPx: 20 });
		}
		expect(shown.slice(4).every((each) => each === undefined)).toBe(true);
	});

	test("stay where they were under the message that comes down with the column", () => {
		const full = rest([item("message-0/bubble", 270), item("message-1/typing", 316)], 48);
		const rests = [full, rest([item("message-0/bubble", 270)])];
		const [over, under] = ["message-0/bubble", "message-1/typing"].map((name) => seeAll(rests, [1000], name));
		const gaps = under?.slice(0, 34).map((each, frame) => (each?.yPx ?? 0) - (over?.[frame]?.yPx ?? 0));
		expect(new Set(gaps)).toEqual(new Set([46]));
	});

	test("leave from the size that they have grown to", () => {
		const rests = [alone, rest([bubble, dots]), alone];
		const shown = seeAll(rests, [1000, 1034], "message-1/typing").slice(30, 33);
		const scales = shown.map((each) => each?.scale?.by ?? 1);
		expect(scales[1]).toBeGreaterThan(scales[0] ?? 1);
		expect(scales[2]).toBeLessThan(scales[1] ?? 0);
	});

	test("are themselves again where they come again", () => {
		const both = rest([bubble, dots]);
		const holds = holdsBy([both, alone, both], [1000, 1050]);
		expect(holds.at(-1)?.scene).toEqual(both);
		for (const { scene } of holds) {
			const names = columnOf(scene).placements.map((each) => each.item);
			expect(new Set(names).size).toBe(names.length);
		}
	});
});

describe("a receipt", () => {
	const receipt = (key: string, widthPx: number) => {
		const { sprite, ...placement } = item("message-0/receipt", 64, { heightPx: 12, key });
		return rest([bubble, { ...placement, xPx: 110 - widthPx, sprite: { ...sprite, widthPx } }]);
	};

	test("that goes fades where it stands in the column", () => {
		const shown = opacities(holdsBy([receipt("Read", 40), alone], [1000]), "message-0/receipt", 30, 34);
		expect(shown).toEqual(fadingOut(200, 4));
	});

	test("of one size fades into the next", () => {
		const shown = seeAll([receipt("Delivered", 50), receipt("Read", 50)], [1000], "message-0/receipt");
		for (const [frame, each] of shown.slice(30, 34).entries()) {
			expect(each?.sprite.key).toBe("Read");
			expect(each?.from?.key).toBe("Delivered");
			expect(each?.opacity).toBe(Math.round(64 * ease(age(frame) / 200 + 1 / 6)));
		}
		expect(shown.slice(36).every((each) => each?.from === undefined && each?.opacity === 64)).toBe(true);
	});

	test("of another size fades out as the next fades in", () => {
		const holds = holdsBy([receipt("Delivered", 50), receipt("Read", 30)], [1000]);
		const shown = byFrame(holds)[31]?.scene;
		const parts =
			shown && columnOf(shown).placements.map(({ sprite, xPx, opacity }) => [sprite.key, xPx, opacity]);
		const opacity = Math.round(64 * ease(age(1) / 200 + 1 / 6));
		expect(parts?.slice(0, 1)).toEqual([["Delivered", 60, 64 - opacity]]);
		expect(parts?.slice(-1)).toEqual([["Read", 80, opacity]]);
		expect(holds.at(-1)?.scene).toEqual(receipt("Read", 30));
	});

	test("that changes again while it fades has each of its words as an item of its own", () => {
		const rests = [receipt("Sent", 20), receipt("Delivered", 50), receipt("Read", 30), receipt("Seen", 32)];
		const holds = holdsBy(rests, [1000, 1034, 1067]);
		const shown = byFrame(holds)[32]?.scene;
		const receipts = shown === undefined ? [] : columnOf(shown).placements.slice(0, -1);
		expect(receipts.map(({ sprite }) => sprite.key)).toEqual(["Sent", "Delivered", "message-0/bubble"]);
		for (const { scene } of holds) {
			const names = columnOf(scene).placements.map((each) => each.item);
			expect(new Set(names).size).toBe(names.length);
		}
		expect(holds.at(-1)?.scene).toEqual(receipt("Seen", 32));
	});
});

describe("a reaction", () => {
	const reaction = item("message-0/reaction-0", 10, { heightPx: 20 });

	test("pops in, and shrinks away", () => {
		const rests = [alone, rest([bubble, reaction]), alone];
		const shown = seeAll(rests, [1000, 2000], "message-0/reaction-0");
		const scales = shown.slice(30, 60).map((each) => each?.scale?.by ?? 1);
		expect(scales[0]).toBe(0.2);
		expect(Math.max(...scales)).toBeGreaterThan(1.05);
		expect(shown[59]).toEqual({ ...reaction, yPx: 96 + 10 });
		expect(shown[60]?.scale?.by).toBeLessThan(1);
		expect(shown[66]).toBeUndefined();
	});

	test("goes with its message where the column makes room for it", () => {
		const low = [item("message-0/bubble", 270), item("message-0/reaction-0", 260, { heightPx: 20 })];
		const shown = seeAll([rest(low.slice(0, 1)), rest(low, 32)], [1000], "message-0/reaction-0");
		expect(shown[30]?.yPx).toBe(96 + 260);
		expect(shown.at(-1)?.yPx).toBe(96 + 260 - 32);
	});
});

test("a message that goes, and what else a bubble consists of, is gone at once", () => {
	const name = item("message-0/name", 4, { heightPx: 16 });
	const holds = holdsBy([rest([name, bubble]), rest([])], [1000]);
	expect(holds.map(({ scene }) => columnOf(scene).placements.length)).toEqual([2, 0]);
});

test("a picture beside a message fades where it leaves", () => {
	const avatar = item("message-0/avatar", 20);
	const holds = holdsBy([rest([bubble, avatar]), alone], [1000]);
	expect(opacities(holds, "message-0/avatar", 30, 34)).toEqual(fadingOut(200, 4));
});
