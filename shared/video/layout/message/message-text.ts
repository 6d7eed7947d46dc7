import type { Steps } from "../../../core/steps.ts";
import type { Colour, Span, TextStyle } from "../../scene/scene.ts";
import { findDirection } from "../../text/direction.ts";
import { cutLink } from "../../text/find-links.ts";
import { emojiOnlyCount } from "../../text/graphemes.ts";
import { hasTallScript } from "../../text/tall-scripts.ts";
import { type WrappedSpans, wrapSpansInSteps } from "../../text/wrap-spans.ts";
import type { Chat } from "../chat.ts";
import { textStyle } from "../text-style.ts";
import { type BlockInput, hasCard, hasCardInside, hasVoice } from "./block.ts";
import { deletedType, deletedWords } from "./deleted.ts";
import { inlineSpans } from "./inline-spans.ts";
import { type Lead, leadRoomPx } from "./message-icon.ts";
import { makeMeta, type PlacedMeta, placeMeta } from "./meta.ts";

/** The text of a message broken into lines, in px. */
export type MessageText = {
	/** None for a message without a text. */
	readonly lines: readonly TextLine[];
	readonly sizePx: number;
	readonly lineHeightPx: number;
	readonly widthPx: number;
	/** Of all lines, and that of the time if it has one of its own. */
	readonly heightPx: number;
	/** Emoji alone, large and without a frame. */
	readonly isLoneEmoji: boolean;
	/** Null: none. */
	readonly lead: Lead | null;
	/** Null: no time and no ticks. */
	readonly meta: PlacedMeta | null;
};

type TextLine = {
	readonly spans: readonly Span[];
	readonly widthPx: number;
	readonly direction: "ltr" | "rtl";
};

/** The widest line that a frame may have, and the colours of its letters and of the time. */
type Room = { readonly maxWidthPx: number; readonly paint: Colour; readonly secondary: Colour };

const NO_LINES: WrappedSpans = { lines: [], spareFits: false };

/** Wraps what a message shows. `room` tells what its frame leaves; lone emoji have no frame and take all of `loneRoom`; null: they are as any text. */
export function* layOutText(
	input: BlockInput,
	chat: Chat,
	room: Room,
	loneRoom: Room | null,
): Steps<MessageText> {
	const { look, measure } = chat;
	const isDeleted = input.shows === "deleted";
	const deleted = isDeleted ? deletedType(look, room.secondary) : null;
	const text = shownText(input, chat);
	const mayBeLone = !isDeleted && loneRoom !== null && !hasVoice(input) && !hasCardInside(input, look);
	const lone = mayBeLone ? look.loneEmoji[emojiOnlyCount(text) - 1] : undefined;
	const upright =
		lone === undefined
			? textStyle(look, look.text.sizePx, 400)
			: { sizePx: lone.sizePx, weight: 400 as const };
	const style: TextStyle = { ...upright, ...(deleted?.isItalic === true && { isItalic: true }) };
	const { secondary, ...own } = lone === undefined || loneRoom === null ? room : loneRoom;
	const { paint, lead } = deleted ?? { paint: own.paint, lead: null };
	const leadPx = leadRoomPx(lead);
	const maxWidthPx = own.maxWidthPx - leadPx;
	const direction = findDirection(text);
	const ground = { style, paint, isOwn: input.content.isOwn };
	const spans = isDeleted || lone !== undefined ? [{ text, style, paint }] : inlineSpans(text, ground, chat);
	const meta = makeMeta(input, chat, secondary);
	const lastLineSparePx = meta === null ? 0 : meta.gapPx + meta.widthPx;
	const wrapped =
		text === "" ? NO_LINES : yield* wrapSpansInSteps(spans, { maxWidthPx, measure, lastLineSparePx });
	const { placed = null, endPx = 0 } =
		meta === null ? {} : placeMeta(meta, wrapped, lone !== undefined, chat);
	const lines = wrapped.lines.map((line): TextLine => ({ ...line, direction }));
	const lineHeightPx = Math.round(lone?.linePx ?? linePx(text, chat));
	return {
		lines,
		sizePx: style.sizePx,
		lineHeightPx,
		widthPx: leadPx + Math.max(0, endPx, ...lines.map((line) => line.widthPx)),
		heightPx: lines.length * lineHeightPx + (placed?.isBelow === true ? placed.linePx : 0),
		isLoneEmoji: lone !== undefined,
		lead,
		meta: placed,
	};
}

/** Whether nothing of a message has a frame: it is emoji alone, without pictures. */
export function isFrameless(input: Pick<BlockInput, "content" | "shows">, chat: Chat): boolean {
	const { content, shows } = input;
	if (shows === "typing" || shows === "deleted" || content.images.length > 0) return false;
	if (hasVoice(input) || hasCardInside(input, chat.look)) return false;
	if (content.replyTo !== null && chat.look.reply.at === "inside") return false;
	return chat.look.loneEmoji[emojiOnlyCount(shownText(input, chat)) - 1] !== undefined;
}

/** What a message says beside its pictures and its card; "" is nothing. */
export function shownText(input: Pick<BlockInput, "content" | "shows">, { look }: Chat): string {
	const { content, shows } = input;
	if (shows === "deleted") return deletedWords(content, look);
	const text = shows === "edited" ? (content.editedText ?? "") : content.text;
	return look.link.at === "alone" && look.link.hidesAddress && hasCard(input) ? cutLink(text) : text;
}

/** The height of a line of the message's own size. */
export function linePx(text: string, { look, isUrdu }: Chat): number {
	const { nastaliqLinePx, tallLinePx, linePx: usual } = look.text;
	if (isUrdu && /\p{Script=Arabic}/u.test(text)) return nastaliqLinePx;
	return hasTallScript(text) ? tallLinePx : usual;
}
