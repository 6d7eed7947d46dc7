import { describe, expect, test } from "vitest";
import type { Change } from "../../../../../shared/video/conversation/chat-state.ts";
import type { Theme } from "../../../../../shared/video/themes/theme.ts";
import { find, layOut } from "../../../../helpers/lay-out.ts";
import { hanging, hooked, joined } from "../../../../helpers/look-alikes.ts";

const messages = [
	{ sender: "them", text: "One" },
	{ sender: "them", text: "Two" },
];
const changes: readonly Change[] = [
	{ kind: "shown", entry: 0 },
	{ kind: "typing", entry: 1 },
];

/** Two pixels a point. */
function typing(theme: Theme, direction: "ltr" | "rtl" = "ltr") {
	const video = { width: 2 * theme.basisPt, height: 1688 };
	const layout = layOut({ messages, video }, changes, { theme, direction });
	const [loop] = [...layout.loops.values()];
	return { layout, loop, dots: find(layout.rests.at(-1), "message-1/typing") };
}

type Loop = NonNullable<ReturnType<typeof typing>["loop"]>;

/** The three dots at a share of the period, from left to right. */
function dotsAt({ sprites }: Loop, share: number) {
	return (sprites[Math.round(share * sprites.length) % sprites.length]?.shapes ?? [])
		.slice(-3)
		.map((shape) => {
			const [, x, y, r] = /M(-?[\d.]+) (-?[\d.]+)a([\d.]+)/.exec(shape.kind === "path" ? shape.d : "") ?? [];
			const fill = shape.kind === "path" ? shape.fill : "";
			return { xPx: Number(x) + Number(r), yPx: Number(y), radiusPx: Number(r), fill };
		});
}

describe("a capsule with circles that trail off", () => {
	const { loop, dots } = typing(hanging);
	if (loop === undefined) throw new Error("expected dots");

	test("hangs below its height, which is that of the place in the column", () => {
		// The lower circle ends 6.7 points below the capsule of 35.
		expect([dots?.sprite.heightPx, dots?.sprite.widthPx]).toEqual([70 + 14, 128]);
		expect(dots?.xPx).toBe(32 - 10);
	});

	test("has dots 12.5 points apart that go from 20 % to 45 % and back in turn, a quarter of a second later each", () => {
		const fills = (share: number) => dotsAt(loop, share).map(({ fill }) => fill);
		expect(fills(0)).toEqual(["#00000033", "#00000053", "#00000073"]);
		expect(fills(0.25)).toEqual(["#00000053", "#00000033", "#00000053"]);
		expect(fills(0.5)).toEqual(["#00000073", "#00000053", "#00000033"]);
		const [one, two] = dotsAt(loop, 0);
		expect([(two?.xPx ?? 0) - (one?.xPx ?? 0), one?.radiusPx]).toEqual([25, 8.5]);
		expect([loop.periodMs, loop.sprites.length]).toEqual([1000, 24]);
	});

	test("has its circles at the other side in a look from right to left", () => {
		const mirrored = typing(hanging, "rtl").dots;
		expect((mirrored?.xPx ?? 0) + (mirrored?.sprite.widthPx ?? 0)).toBe(804 - 22);
	});
});

test("dots in a plain bubble rise and grow in turn, then rest", () => {
	const { loop } = typing(joined);
	if (loop === undefined) throw new Error("expected dots");
	const at = (share: number) => dotsAt(loop, share)[0];
	expect(at(0)).toMatchObject({ yPx: 36 + 4, radiusPx: 4, fill: "#b0b3b8" });
	expect(at(0.25)).toMatchObject({ yPx: 36 - 4, radiusPx: 8, fill: "#7a7d82" });
	for (const share of [0.5, 0.75, 0.95]) expect(at(share)).toEqual(at(0));
});

describe("dots that stand in the header", () => {
	test("are no block: the column is as if nobody wrote", () => {
		const { layout, loop } = typing(hooked);
		const [, before, after] = layout.rests;
		expect(loop).toBeUndefined();
		expect(after?.layers.find(({ name }) => name === "column")?.placements).toEqual(
			before?.layers.find(({ name }) => name === "column")?.placements,
		);
	});
});
