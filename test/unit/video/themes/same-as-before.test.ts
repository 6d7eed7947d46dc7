import { expect, test } from "vitest";
import { themes as themesBefore } from "../../../../shared/video/layout/themes/themes.ts";
import { TYPING_PERIOD_MS } from "../../../../shared/video/layout/typing-dots.ts";
import { resolveTheme } from "../../../../shared/video/themes/resolve-theme.ts";
import { themes } from "../../../../shared/video/themes/themes.ts";

/** Until the theme before goes: one px a point, so that its lengths in points are these in px. */
const SIZE = { widthPx: 390, heightPx: 844 };
const { metrics, palettes, opening, receipts } = themesBefore.imessage;
const lookOf = (mode: "light" | "dark") => resolveTheme(themes.imessage, { mode, direction: "ltr", ...SIZE });

test.each(["light", "dark"] as const)("the colours of the mode %s are what they were", (mode) => {
	const before = palettes[mode];
	const { page, message, typing, header, receipt, footer } = lookOf(mode);
	const { background: ground, text, secondary, separator, bar, accent } = before;
	expect(page).toEqual({ ground, text, secondary, separator, bar, accent });
	expect(message.own).toMatchObject({ fill: before.you.bubble, text: before.you.text });
	expect(message.theirs).toMatchObject({ fill: before.them.bubble, text: before.them.text });
	expect(typing).toMatchObject({ fill: before.them.bubble, ...before.dots });
	expect(header.avatar).toMatchObject({ top: before.avatar.top, bottom: before.avatar.bottom });
	expect(header.avatar.initials.tone).toBe(before.avatar.text);
	expect(receipt).toMatchObject({ tone: secondary });
	expect(footer.plus.fill).toBe(before.them.bubble);
});

test("the lengths of the column are what they were", () => {
	const look = lookOf("light");
	const { type, loneEmoji, bubble, typing, gap, receipt } = metrics;
	expect(look.text).toEqual({
		sizePx: type.message,
		linePx: type.line,
		tallLinePx: type.tallLine,
		nastaliqLinePx: type.nastaliqLine,
	});
	const { count, size: sizePx, line: linePx } = loneEmoji;
	expect(look.loneEmoji).toEqual({ count, sizePx, linePx });
	for (const frame of [look.message.own, look.message.theirs])
		expect(frame).toMatchObject({
			kind: "bubble",
			paddingXPx: bubble.paddingX,
			paddingYPx: bubble.paddingY,
			radiusPx: bubble.radius,
			tail: { kind: "curl", outPx: bubble.tail },
			widestShare: bubble.widthShare,
			narrowestPx: 2 * bubble.radius,
			marginPx: bubble.margin,
		});
	expect(look.typing).toMatchObject({
		widthPx: typing.width,
		heightPx: typing.height,
		dotPx: typing.dot,
		pitchPx: typing.pitch,
		overhangPx: bubble.tail,
		marginPx: bubble.margin,
		periodMs: TYPING_PERIOD_MS,
	});
	const { top: topPx, sameSender: gapPx, otherSender: betweenPx, bottom: bottomPx } = gap;
	expect(look.runs).toEqual({ topPx, gapPx, betweenPx, bottomPx });
	const caption = { sizePx: type.caption, linePx: receipt.height };
	expect(look.receipt).toMatchObject({ at: "below", abovePx: receipt.above, ...caption });
	expect(look.opening).toMatchObject([caption, caption]);
	expect(look.columnWidthPx).toBe(metrics.columnWidth);
});

test("the words are what they were", () => {
	const look = lookOf("light");
	expect(look.opening.map(({ word }) => look.words[word])).toEqual(opening);
	expect([look.words.delivered, look.words.read]).toEqual([receipts.delivered, receipts.read]);
});
