import { expect, test } from "vitest";
import { textStyle } from "../../../../shared/video/layout/text-style.ts";
import type { Scene, Shape, Span } from "../../../../shared/video/scene/scene.ts";
import { resolveTheme } from "../../../../shared/video/themes/resolve-theme.ts";
import { layOut } from "../../../helpers/lay-out.ts";
import { toyTheme } from "../../../helpers/toy-theme.ts";

const SIZE = { widthPx: 300, heightPx: 600 };
const look = resolveTheme(toyTheme, { mode: "light", direction: "ltr", ...SIZE });

test("a style has its share of the size, and its tracking by that", () => {
	expect(textStyle(look, 20, 600)).toEqual({ sizePx: 18, weight: 600, trackingPx: 0.72 });
	expect(textStyle({ font: { sizeShare: 1, trackingEm: 0 } }, 20, 600)).toEqual({ sizePx: 20, weight: 600 });
});

test("every text on the screen is set so, but for emoji alone", () => {
	const { rests } = layOut(
		{
			contact: { name: "Ada", status: "online" },
			video: { width: SIZE.widthPx, height: SIZE.heightPx },
			messages: [
				{ sender: "them", text: "Hello" },
				{ sender: "you", text: "Hi", reactions: [{ emoji: "👍" }], time: "09:41" },
				{ sender: "you", text: "👍" },
			],
		},
		[
			...[0, 1, 2].map((entry) => ({ kind: "shown", entry, time: "09:41" }) as const),
			{ kind: "reaction", entry: 1, reaction: 0 },
		],
		{ theme: toyTheme },
	);
	const spans = spansIn(rests.at(-1));
	const [emoji, letters] = [
		spans.filter(({ text }) => text === "👍"),
		spans.filter(({ text }) => text !== "👍"),
	];
	expect(emoji.map(({ style }) => style)).toEqual([
		{ sizePx: 11, weight: 400 },
		{ sizePx: 31, weight: 400 },
	]);
	expect(letters.length).toBeGreaterThan(8);
	for (const { text, style } of letters) {
		expect(style.trackingPx, text).toBeCloseTo(0.04 * style.sizePx, 9);
		expect(
			SIZES_PT.map((pt) => 0.9 * pt).some((px) => Math.abs(px - style.sizePx) < 1e-9),
			text,
		).toBe(true);
	}
});

/** Of the toy theme: the clock, text, times, lines over the first message, name, status, initials in the header and beside, placeholder. */
const SIZES_PT = [16, 13, 8, 10, 8, 14, 15, 9, 13, (28 * 13) / 35, 12];

function spansIn(scene: Scene | undefined): readonly Span[] {
	const spansOf = (shapes: readonly Shape[]): readonly Span[] =>
		shapes.flatMap((shape) =>
			shape.kind === "text" ? shape.spans : shape.kind === "clip" ? spansOf(shape.shapes) : [],
		);
	return (scene?.layers ?? []).flatMap(({ placements }) =>
		placements.flatMap(({ sprite }) => spansOf(sprite.shapes)),
	);
}
