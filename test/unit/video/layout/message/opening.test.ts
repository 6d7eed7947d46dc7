import { describe, expect, test } from "vitest";
import type { Chat } from "../../../../../shared/video/layout/chat.ts";
import { placeOpening } from "../../../../../shared/video/layout/message/opening.ts";
import { imessageClassic } from "../../../../../shared/video/themes/imessage-classic.ts";
import { resolveTheme } from "../../../../../shared/video/themes/resolve-theme.ts";
import type { Theme } from "../../../../../shared/video/themes/theme.ts";
import { hooked, joined } from "../../../../helpers/look-alikes.ts";
import { measureEvenly } from "../../../../helpers/measure.ts";

const OPENED = { day: "Today", time: "9:41 AM" };

/** Two pixels a point. */
function open(theme: Theme, opened: typeof OPENED | null = OPENED) {
	const widthPx = 2 * theme.basisPt;
	const look = resolveTheme(theme, { mode: "light", direction: "ltr", widthPx, heightPx: 1688 });
	const chat: Chat = {
		look,
		measure: measureEvenly,
		names: [],
		isUrdu: false,
		pictures: new Map(),
		topPx: 0,
		heightPx: 1688,
		leftPx: 0,
		rightPx: widthPx,
	};
	const { placements, endPx } = placeOpening(chat, opened);
	return { placements, endPx, widthPx };
}

/** What each line says, by its weights. */
const said = ({ placements }: ReturnType<typeof open>) =>
	placements.map(({ sprite }) =>
		sprite.shapes.flatMap((shape) =>
			shape.kind === "text" ? shape.spans.map(({ text, style }) => [text, style.weight]) : [],
		),
	);

describe("the day of a chat", () => {
	test("is a line with its time: in one piece if both have one weight", () => {
		expect(said(open(imessageClassic))).toEqual([[["iMessage", 500]], [["Today 9:41 AM", 400]]]);
		expect(said(open(joined))).toEqual([
			[
				["Today", 600],
				[" · 9:41 AM", 400],
			],
		]);
	});

	test("is no line where the chat has none", () => {
		expect(said(open(imessageClassic, null))).toEqual([[["iMessage", 500]]]);
		expect(open(joined, null)).toMatchObject({ placements: [], endPx: 20 });
	});

	test("may be a pill of 12.5 points with padding 6 × 12, over its shadow", () => {
		const [pill] = open(hooked).placements;
		const [shadow, ground, text] = pill?.sprite.shapes ?? [];
		expect(said(open(hooked))[0]).toEqual([["Today", 500]]);
		expect(pill?.sprite.heightPx).toBe(2 * (16 + 12) + 2);
		const textPx = text?.kind === "text" ? text.widthPx : 0;
		expect(pill?.sprite.widthPx).toBe(2 * Math.ceil((textPx + 48) / 2));
		expect([shadow, ground].map((shape) => shape?.kind === "path" && shape.fill)).toEqual([
			"#00000014",
			"#ffffff",
		]);
	});
});

test("a notice is a paragraph in a box, no wider than it may be", () => {
	const { placements, endPx, widthPx } = open(hooked);
	const [pill, notice] = placements;
	const lines = (notice?.sprite.shapes ?? []).flatMap((shape) => (shape.kind === "text" ? shape : []));
	expect(lines.length).toBeGreaterThan(1);
	expect(lines.map(({ spans }) => spans[0]?.text).join(" ")).toBe("This message was deleted");
	expect(notice?.sprite.widthPx).toBeLessThanOrEqual(240);
	for (const { xPx, widthPx: linePx, baselinePx } of lines) {
		expect(xPx).toBeGreaterThanOrEqual(24);
		expect(xPx + linePx).toBeLessThanOrEqual((notice?.sprite.widthPx ?? 0) - 23);
		expect(baselinePx).toBeLessThan((notice?.sprite.heightPx ?? 0) - 12);
	}
	expect(notice?.yPx).toBe((pill?.yPx ?? 0) + (pill?.sprite.heightPx ?? 0) + 12);
	expect(endPx).toBe((notice?.yPx ?? 0) + (notice?.sprite.heightPx ?? 0));
	expect((notice?.xPx ?? 0) + (notice?.sprite.widthPx ?? 0) / 2).toBeCloseTo(widthPx / 2, -0.5);
});
