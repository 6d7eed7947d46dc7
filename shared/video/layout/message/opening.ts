import type { ChatState } from "../../conversation/chat-state.ts";
import { ceilToEven, toEven } from "../../scene/rounding.ts";
import type { Placement, Shape, Span, Sprite } from "../../scene/scene.ts";
import { wrapSpans } from "../../text/wrap-spans.ts";
import type { Look, Resolved } from "../../themes/look.ts";
import type { OpeningLine } from "../../themes/opening.ts";
import type { Chat } from "../chat.ts";
import { rectangle } from "../shapes.ts";
import { captionSpan, drawSpans, measureSpans, setCentred } from "./caption.ts";

type Line = Resolved<OpeningLine>;
type DateLine = Extract<Line, { readonly kind: "date" }>;
type BoxedLine = Extract<Line, { readonly fill: unknown }>;
type Opened = ChatState["opened"];

/** The lines over the first message, in the middle of the column, and where they end. */
export function placeOpening(chat: Chat, opened: Opened) {
	const { look, leftPx, rightPx } = chat;
	const placements: Placement[] = [];
	let yPx = toEven(look.runs.topPx);
	for (const [index, line] of look.opening.entries()) {
		const item = `opening-${index}/line`;
		const sprite = drawLine(item, line, chat, opened);
		if (sprite === null) continue;
		const xPx = 2 * Math.round((leftPx + rightPx - sprite.widthPx) / 4);
		placements.push({ item, sprite, xPx, yPx, opacity: 64 });
		yPx += sprite.heightPx + ("belowPx" in line ? toEven(line.belowPx) : 0);
	}
	return { placements, endPx: yPx };
}

/** Null: the day of a chat that has none. */
function drawLine(key: string, line: Line, chat: Chat, opened: Opened): Sprite | null {
	const { measure, look } = chat;
	if (line.kind === "text") return drawSpans(key, [captionSpan(line.text, line, look)], line.linePx, measure);
	if (line.kind === "notice") {
		const maxWidthPx = Math.min(line.widestPx, chat.rightPx - chat.leftPx) - 2 * line.padding.xPx;
		const wrapped = wrapSpans([captionSpan(look.words[line.word], line, look)], { maxWidthPx, measure });
		return drawBox(
			key,
			wrapped.lines.map(({ spans }) => spans),
			line,
			chat,
		);
	}
	if (opened === null) return null;
	const spans = dateSpans(line, opened, look);
	return line.at === "plain"
		? drawSpans(key, spans, line.linePx, measure)
		: drawBox(key, [spans], line, chat);
}

function dateSpans(line: DateLine, { day, time }: NonNullable<Opened>, look: Look): readonly Span[] {
	if (line.time === undefined) return [captionSpan(day, line, look)];
	const { separator, weight } = line.time;
	// One style is one span, whose letters are kerned as one text.
	if (weight === line.weight) return [captionSpan(`${day}${separator}${time}`, line, look)];
	return [captionSpan(day, line, look), captionSpan(`${separator}${time}`, { ...line, weight }, look)];
}

/** Lines one under the other in a box with round corners. */
function drawBox(
	key: string,
	lines: readonly (readonly Span[])[],
	box: BoxedLine,
	{ measure }: Chat,
): Sprite {
	const { padding, radiusPx, fill, shadow } = box;
	const linePx = Math.round(box.linePx);
	const widestPx = Math.max(...lines.map((spans) => measureSpans(spans, measure)));
	const widthPx = ceilToEven(widestPx + 2 * padding.xPx);
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
			...lines.map((spans, index) => setCentred(spans, widthPx / 2, firstPx + index * linePx, measure)),
		],
	};
}
