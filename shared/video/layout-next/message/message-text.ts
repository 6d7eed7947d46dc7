import type { Steps } from "../../../core/steps.ts";
import { findDirection } from "../../layout/direction.ts";
import { emojiOnlyCount } from "../../layout/graphemes.ts";
import { wrapTextInSteps } from "../../layout/wrap.ts";
import type { Colour, Span, TextStyle } from "../../scene/scene.ts";
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
	/** The time at the end of the last line, or on a line of its own; null: none. */
	readonly meta: { readonly span: Span; readonly widthPx: number; readonly line: number } | null;
};

type TextLine = {
	readonly spans: readonly Span[];
	readonly widthPx: number;
	readonly direction: "ltr" | "rtl";
};

/** Scripts whose marks above and below need more room than Latin's line. */
const TALL_SCRIPTS = new RegExp(
	`[${[
		"Arabic",
		"Devanagari",
		"Thai",
		"Bengali",
		"Tamil",
		"Telugu",
		"Kannada",
		"Malayalam",
		"Gujarati",
		"Gurmukhi",
		"Oriya",
		"Sinhala",
		"Khmer",
		"Myanmar",
		"Lao",
		"Tibetan",
	]
		.map((script) => `\\p{Script=${script}}`)
		.join("")}]`,
	"u",
);

/** The widest line that a frame may have, and the colour of its letters. */
type Room = { readonly maxWidthPx: number; readonly paint: Colour };

/** Wraps what a message shows. `room` tells what its frame leaves; lone emoji have no frame and take all of `loneRoom`. */
export function* layOutText(
	{ content, shows }: BlockInput,
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
	const wrapped = yield* wrapTextInSteps(text, maxWidthPx, (line) => measure(line, style));
	const lines = wrapped.map(
		(line): TextLine => ({
			spans: [{ text: line, style, paint }],
			widthPx: measure(line, style),
			direction,
		}),
	);
	const meta = isLoneEmoji ? null : placeMeta(content.time, lines, chat, maxWidthPx);
	return {
		lines,
		sizePx,
		lineHeightPx: Math.round(isLoneEmoji ? look.loneEmoji.linePx : linePx(text, chat)),
		widthPx: Math.max(...lines.map((line) => line.widthPx), meta?.endPx ?? 0),
		isLoneEmoji,
		meta,
	};
}

function linePx(text: string, { look, isUrdu }: Chat): number {
	const { nastaliqLinePx, tallLinePx, linePx: usual } = look.text;
	if (isUrdu && /\p{Script=Arabic}/u.test(text)) return nastaliqLinePx;
	return TALL_SCRIPTS.test(text) ? tallLinePx : usual;
}

/** The time stands in the last line if there is room beside the text; `endPx` is the width that the line then has. */
function placeMeta(time: string | null, lines: readonly TextLine[], chat: Chat, maxWidthPx: number) {
	const { meta } = chat.look;
	const last = lines.at(-1);
	if (time === null || meta.at === "none" || last === undefined) return null;
	const style: TextStyle = { sizePx: meta.sizePx, weight: meta.weight };
	const widthPx = chat.measure(time, style);
	const besidePx = last.widthPx + meta.gapPx + widthPx;
	const isBeside = besidePx <= maxWidthPx;
	return {
		span: { text: time, style, paint: meta.tone },
		widthPx,
		line: isBeside ? lines.length - 1 : lines.length,
		endPx: isBeside ? besidePx : widthPx,
	};
}
