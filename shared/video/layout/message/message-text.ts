import type { Steps } from "../../../core/steps.ts";
import type { Colour, Span, TextStyle } from "../../scene/scene.ts";
import { findDirection } from "../../text/direction.ts";
import { emojiOnlyCount } from "../../text/graphemes.ts";
import { hasTallScript } from "../../text/tall-scripts.ts";
import { type WrappedSpans, wrapSpansInSteps } from "../../text/wrap-spans.ts";
import type { Chat } from "../chat.ts";
import type { BlockInput } from "./block.ts";

/** The text of a message broken into lines, in px. */
export type MessageText = {
	readonly lines: readonly TextLine[];
	readonly sizePx: number;
	readonly lineHeightPx: number;
	readonly widthPx: number;
	/** Emoji alone, large and without a frame. */
	readonly isLoneEmoji: boolean;
	/** The time, and the line in which it stands: the last of the text, or one of its own; null: none. */
	readonly meta: { readonly span: Span; readonly widthPx: number; readonly line: number } | null;
};

type TextLine = {
	readonly spans: readonly Span[];
	readonly widthPx: number;
	readonly direction: "ltr" | "rtl";
};

/** The widest line that a frame may have, and the colour of its letters. */
type Room = { readonly maxWidthPx: number; readonly paint: Colour };

/** Wraps what a message shows. `room` tells what its frame leaves; lone emoji have no frame and take all of `loneRoom`. */
export function* layOutText(
	{ content, shows, time }: BlockInput,
	chat: Chat,
	room: Room,
	loneRoom: Room,
): Steps<MessageText> {
	const { look, measure } = chat;
	const isDeleted = shows === "deleted";
	const text = isDeleted
		? look.words.deleted
		: shows === "edited"
			? (content.editedText ?? "")
			: content.text;
	const emojiCount = isDeleted ? 0 : emojiOnlyCount(text);
	const isLoneEmoji = emojiCount > 0 && emojiCount <= look.loneEmoji.count;
	const sizePx = isLoneEmoji ? look.loneEmoji.sizePx : look.text.sizePx;
	const style: TextStyle = { sizePx, weight: 400, ...(isDeleted && { isItalic: true }) };
	const { maxWidthPx, paint } = isLoneEmoji ? loneRoom : room;
	const direction = findDirection(text);
	const spans = [{ text, style, paint }];
	const meta = isLoneEmoji ? null : makeMeta(time, chat);
	const lastLineSparePx = meta === null ? 0 : meta.gapPx + meta.widthPx;
	const wrapped = yield* wrapSpansInSteps(spans, { maxWidthPx, measure, lastLineSparePx });
	const placed = meta === null ? null : placeMeta(meta, wrapped);
	const lines = wrapped.lines.map((line): TextLine => ({ ...line, direction }));
	return {
		lines,
		sizePx,
		lineHeightPx: Math.round(isLoneEmoji ? look.loneEmoji.linePx : linePx(text, chat)),
		widthPx: Math.max(...lines.map((line) => line.widthPx), placed?.endPx ?? 0),
		isLoneEmoji,
		meta: placed,
	};
}

function linePx(text: string, { look, isUrdu }: Chat): number {
	const { nastaliqLinePx, tallLinePx, linePx: usual } = look.text;
	if (isUrdu && /\p{Script=Arabic}/u.test(text)) return nastaliqLinePx;
	return hasTallScript(text) ? tallLinePx : usual;
}

type Meta = { readonly span: Span; readonly widthPx: number; readonly gapPx: number };

function makeMeta(time: string | null, { look: { meta }, measure }: Chat): Meta | null {
	if (time === null || meta.at === "none") return null;
	const style: TextStyle = { sizePx: meta.sizePx, weight: meta.weight };
	return { span: { text: time, style, paint: meta.tone }, widthPx: measure(time, style), gapPx: meta.gapPx };
}

/** The time stands in the last line if there is room beside the text; `endPx` is the width that its line then has. */
function placeMeta({ span, widthPx, gapPx }: Meta, { lines, spareFits }: WrappedSpans) {
	const besidePx = (lines.at(-1)?.widthPx ?? 0) + gapPx + widthPx;
	const [line, endPx] = spareFits ? [lines.length - 1, besidePx] : [lines.length, widthPx];
	return { span, widthPx, line, endPx };
}
