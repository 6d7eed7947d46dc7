import { describe, expect, test } from "vitest";
import type { Hold, Placement } from "../../../../shared/video/scene/scene.ts";
import {
	age,
	byFrame,
	columnOf,
	ease,
	heights,
	holdsOf,
	item,
	opacities,
	rest,
	track,
} from "../../../helpers/rests.ts";

const first = item("message-0/bubble", 20);
const second = item("message-1/bubble", 80);

describe("the column", () => {
	const third = item("message-2/bubble", 330);
	const far = rest([first, second, third], 112);

	test("eases to its new place by even steps, and carries in what is new", () => {
		const holds = holdsOf([rest([first, second]), far], [1000]);
		const moved = byFrame(holds).map(({ scene }) => columnOf(scene).dyPx);
		for (let frame = 30; frame < 60; frame++) {
			const wayPx = 112 * ease(age(frame - 30) / 350);
			expect(moved[frame]).toBe(96 - 2 * Math.round(wayPx / 2));
		}
		expect(moved[29]).toBe(96);
		expect(moved.at(-1)).toBe(-16);
		expect(new Set(opacities(holds, "message-2/bubble", 31))).toEqual(new Set([64]));
	});

	test("moves where the rests share what stands in it", () => {
		const placements = [first, second, third];
		const shared = holdsOf([rest(placements), rest(placements, 112)], [1000]);
		expect(shared).toEqual(holdsOf([rest(placements), rest([...placements], 112)], [1000]));
		expect(shared.length).toBeGreaterThan(8);
	});

	test("goes back the same way", () => {
		const down = byFrame(holdsOf([far, rest([first, second])], [1000]));
		const up = byFrame(holdsOf([rest([first, second]), far], [1000]));
		const dyOf = ({ scene }: Hold) => columnOf(scene).dyPx;
		expect(down.map(dyOf)).toEqual(up.map((hold) => 80 - dyOf(hold)));
	});

	test("turns from where it is, also during an earlier movement", () => {
		const farther = rest([first, second, third], 160);
		const holds = byFrame(holdsOf([rest([first, second]), far, farther], [1000, 1100]));
		const moved = holds.map(({ scene }) => columnOf(scene).dyPx);
		const turnPx = 96 - 2 * Math.round((112 * ease(100 / 350)) / 2);
		expect(moved[33]).toBe(turnPx);
		expect(moved[36]).toBe(turnPx - 2 * Math.round(((turnPx - -64) * ease(100 / 350)) / 2));
		expect(moved.at(-1)).toBe(-64);
	});

	test("carries nothing in that comes during a movement", () => {
		const receipt = item("message-1/receipt", 124);
		const later = rest([first, second, third, receipt], 112);
		const holds = holdsOf([rest([first, second]), far, later], [1000, 1100]);
		expect(opacities(holds, "message-1/receipt", 33, 34)).toEqual([27]);
	});

	test("shows what its clip shows, and takes back what had scrolled out", () => {
		const away = rest([first, second, third], 208);
		const holds = holdsOf([far, away, far], [1000, 2000]);
		const items = byFrame(holds).map(({ scene }) => columnOf(scene).placements.map((each) => each.item));
		const both = ["message-1/bubble", "message-2/bubble"];
		expect([29, 59, 119].map((frame) => items[frame])).toEqual([both, ["message-2/bubble"], both]);
		expect(new Set(opacities(holds, "message-1/bubble", 60))).toEqual(new Set([undefined, 64]));
	});
});

describe("an item that stands elsewhere in the next rest", () => {
	const stack = (growPx: number): Placement[] => [
		item("message-0/bubble", 0),
		item("message-1/bubble", 160, { heightPx: 40 + growPx, key: growPx === 0 ? "plain" : "with a reaction" }),
		item("message-2/bubble", 260 + growPx),
		item("message-3/bubble", 360 + growPx),
	];

	test("moves there, and what is above it stays, in a short column", () => {
		const holds = holdsOf([rest(stack(0)), rest(stack(48))], [1000]);
		expect(new Set(heights(holds, "message-0/bubble"))).toEqual(new Set([96]));
		expect(heights(holds, "message-2/bubble", 29, 42)).toEqual(
			[0, ...Array.from({ length: 12 }, (_, n) => 2 * Math.round((48 * ease(age(n) / 350)) / 2))].map(
				(px) => 96 + 260 + px,
			),
		);
	});

	test("stays on the screen where the column makes room for it above, in a full column", () => {
		const holds = holdsOf([rest(stack(0), 80), rest(stack(48), 128)], [1000]);
		for (const name of ["message-2/bubble", "message-3/bubble"])
			expect(new Set(heights(holds, name)).size).toBe(1);
		const above = heights(holds, "message-1/bubble", 29, 42);
		expect(above).toEqual(
			[0, ...Array.from({ length: 12 }, (_, n) => 2 * Math.round((48 * ease(age(n) / 350)) / 2))].map(
				(px) => 96 + 160 - 80 - px,
			),
		);
		expect(track(holds, "message-1/bubble", 30, 31)[0]?.key).toBe("with a reaction");
	});

	test("stays also where half a step is rounded", () => {
		// The ninth frame is a quarter of the movement after the step: 37 of 64 px.
		const holds = holdsOf([rest(stack(0), 80), rest(stack(64), 144)], [100], { fps: 48 });
		expect(byFrame(holds).map(({ scene }) => columnOf(scene).dyPx)[9]).toBe(96 - 80 - 38);
		expect(new Set(heights(holds, "message-2/bubble")).size).toBe(1);
	});

	test("turns from where it is, and ends where the last rest has it", () => {
		const holds = holdsOf([rest(stack(0)), rest(stack(48)), rest(stack(0))], [1000, 1100]);
		const turnPx = 2 * Math.round((48 * ease(100 / 350)) / 2);
		expect(heights(holds, "message-2/bubble", 33, 34)).toEqual([96 + 260 + turnPx]);
		expect(heights(holds, "message-2/bubble", 119)).toEqual([96 + 260]);
	});
});
