import type { DayTime } from "../../conversation/chat-state.ts";
import { ceilToEven, toEven } from "../../scene/rounding.ts";
import type { MeasureText, Shape, Span, Sprite } from "../../scene/scene.ts";
import { findDirection } from "../../text/direction.ts";
import { wrapSpans } from "../../text/wrap-spans.ts";
import type { DateStyle, LineBox, LineStyle } from "../../themes/chat-lines.ts";
import type { Look, Resolved } from "../../themes/look.ts";
import type { SmallType } from "../../themes/parts.ts";
import type { Chat } from "../chat.ts";
import { captionSpan, measureSpans, setCentred } from "../message/caption.ts";
import { rectangle } from "../shapes.ts";

type Style = Resolved<LineStyle>;

/** The look's date line. */
export function drawDate(key: string, moment: DayTime, chat: Chat): Sprite {
	const { date } = chat.look.lines;
	return drawLine(key, dateSpans(date, moment, chat.look), date, chat);
}

/** A line of the chat itself, as the conversation has its text. */
export function drawText(key: string, kind: "system" | "date", text: string, chat: Chat): Sprite {
	const { lines } = chat.look;
	const spans =
		kind === "date"
			? givenDateSpans(lines.date, text, chat.look)
			: [captionSpan(text, lines.system, chat.look)];
	return drawLine(key, spans, lines[kind], chat);
}

/** A paragraph in a box with round corners, as wide as it needs and at most so wide. */
export function drawParagraph(
	key: string,
	spans: readonly Span[],
	box: Resolved<LineBox & SmallType>,
	widestPx: number,
	{ measure }: Chat,
): Sprite {
	const { padding, radiusPx, fill, shadow } = box;
	const maxWidthPx = widestPx - 2 * padding.xPx;
	const linePx = Math.round(box.linePx);
	const lines = wrapSpans(spans, { maxWidthPx, measure }).lines.map((line) => line.spans);
	const widthPx = ceilToEven(widestOf(lines, measure) + 2 * padding.xPx);
	const heightPx = ceilToEven(lines.length * linePx + 2 * padding.yPx);
	const ground = (yPx: number, tone: string): Shape =>
		rectangle(0, yPx, widthPx, heightPx, Math.min(radiusPx, heightPx / 2), tone);
	const firstPx = (heightPx - (lines.length - 1) * linePx) / 2;
	return {
		key,
		widthPx,
		heightPx: heightPx + ceilToEven(shadow?.downPx ?? 0),
		shapes: [
			...(shadow === undefined ? [] : [ground(shadow.downPx, shadow.tone)]),
			ground(0, fill),
			...setLines(lines, { spans, widthPx, firstPx, linePx, measure }),
		],
	};
}

/** A line in the middle of the column, wrapped where it is longer than that. */
export function drawLine(key: string, spans: readonly Span[], style: Style, chat: Chat): Sprite {
	const { look, measure, leftPx, rightPx } = chat;
	const maxWidthPx = rightPx - leftPx - 2 * look.lines.marginPx;
	if (style.at === "pill") return drawParagraph(key, spans, style, maxWidthPx, chat);
	const linePx = toEven(style.linePx);
	const lines = wrapSpans(spans, { maxWidthPx, measure }).lines.map((line) => line.spans);
	// A letter may reach a pixel over its width.
	const widthPx = 2 * Math.ceil((widestOf(lines, measure) + 2) / 2);
	const shapes = setLines(lines, { spans, widthPx, firstPx: linePx / 2, linePx, measure });
	return { key, widthPx, heightPx: lines.length * linePx, shapes };
}

function dateSpans(style: Resolved<DateStyle>, { day, time }: DayTime, look: Look): readonly Span[] {
	if (style.time === undefined) return [captionSpan(day, style, look)];
	const { separator, weight } = style.time;
	// One style is one span, whose letters are kerned as one text.
	if (weight === style.weight) return [captionSpan(`${day}${separator}${time}`, style, look)];
	return [captionSpan(day, style, look), captionSpan(`${separator}${time}`, { ...style, weight }, look)];
}

/** The time with which a text ends, and the space before it: " 9:41 PM" of "Today 9:41 PM". */
const TIME_AT_END = /[\s,]+\d{1,2}[:.]\d{2}\D*$/;

/** A date as the conversation gives it. Its time looks as that of the look's own. */
function givenDateSpans(style: Resolved<DateStyle>, text: string, look: Look): readonly Span[] {
	const at = text.search(TIME_AT_END);
	if (style.time === undefined || style.time.weight === style.weight || at < 1)
		return [captionSpan(text, style, look)];
	const { weight } = style.time;
	return [
		captionSpan(text.slice(0, at), style, look),
		captionSpan(text.slice(at), { ...style, weight }, look),
	];
}

function widestOf(lines: readonly (readonly Span[])[], measure: MeasureText): number {
	return Math.max(...lines.map((spans) => measureSpans(spans, measure)));
}

type Setting = {
	/** The whole text, whose direction is that of all its lines. */
	readonly spans: readonly Span[];
	readonly widthPx: number;
	/** The middle of the first line, and from line to line. */
	readonly firstPx: number;
	readonly linePx: number;
	readonly measure: MeasureText;
};

/** Lines one under the other, each in the middle. */
function setLines(
	lines: readonly (readonly Span[])[],
	{ spans, widthPx, firstPx, linePx, measure }: Setting,
): readonly Shape[] {
	const direction = findDirection(spans.map(({ text }) => text).join(""));
	return lines.map((line, index) => ({
		...setCentred(line, widthPx / 2, firstPx + index * linePx, measure),
		direction,
	}));
}
