import type { Steps } from "../../../core/steps.ts";
import type { Rect } from "../../scene/rect.ts";
import type { Colour, MeasureText, Shape, Span, TextStyle } from "../../scene/scene.ts";
import { findDirection } from "../../text/direction.ts";
import { wrapSpansInSteps } from "../../text/wrap-spans.ts";
import type { Look, Resolved } from "../../themes/look.ts";
import type { Reply } from "../../themes/reply.ts";
import type { Chat } from "../chat.ts";
import { centredBaseline, rectangle } from "../shapes.ts";
import { endWithEllipsis } from "../shorten.ts";
import { textStyle } from "../text-style.ts";
import { cropToFill } from "./arrange-pictures.ts";
import type { Quoted } from "./block.ts";
import { measureSpans } from "./caption.ts";
import { inlineSpans } from "./inline-spans.ts";
import { linePx } from "./message-text.ts";

export type ShownReply = Exclude<Resolved<Reply>, { readonly at: "none" }>;

/** What a reply shows of the message that it quotes. */
export type Quote = {
	readonly text: string;
	/** The text is a word of the look: for a picture, a voice note, or a message that was deleted. */
	readonly isWord: boolean;
	readonly isDeleted: boolean;
	/** The name of its first picture. */
	readonly image: string | null;
};

export function readQuote({ content, shows }: Quoted, { deleted }: ShownReply, { words }: Look): Quote {
	const word = (text: string, image: string | null, isDeleted = false): Quote => ({
		...{ text, isWord: true, isDeleted, image },
	});
	if (shows === "deleted") return word(words[deleted], null, true);
	const text = shows === "edited" ? (content.editedText ?? "") : content.text;
	const [image = null] = content.images;
	if (text !== "") return { text, isWord: false, isDeleted: false, image };
	return content.voiceSeconds === null ? word(words.photo, image) : word(words.voiceMessage, null);
}

/** The first lines of a quote, in px. */
export type QuoteText = {
	readonly lines: readonly { readonly spans: readonly Span[]; readonly widthPx: number }[];
	readonly direction: "ltr" | "rtl";
	readonly sizePx: number;
	readonly linePx: number;
	/** Of the widest line, and of all. */
	readonly widthPx: number;
	readonly heightPx: number;
};

/** Wraps a quote. The last of its lines has an ellipsis if more follows. */
export function* wrapQuote(
	{ text, isWord, isDeleted }: Quote,
	type: Pick<ShownReply, "sizePx" | "linePx" | "lines"> & { readonly weight?: TextStyle["weight"] },
	paint: Colour,
	maxWidthPx: number,
	chat: Chat,
): Steps<QuoteText> {
	const { look, measure } = chat;
	const isItalic = isDeleted && look.deleted.at === "inside" && look.deleted.isItalic;
	const style = { ...textStyle(look, type.sizePx, type.weight ?? 400), ...(isItalic && { isItalic }) };
	const spans = isWord ? [{ text, style, paint }] : quoteSpans(text, { style, paint }, chat);
	const wrapped = (yield* wrapSpansInSteps(spans, { maxWidthPx, measure })).lines;
	const lines = wrapped.slice(0, type.lines).map((line, index) => {
		const isCut = index === type.lines - 1 && wrapped.length > type.lines;
		if (!isCut) return line;
		const cut = cutSpans(line.spans, maxWidthPx, measure);
		return { spans: cut, widthPx: measureSpans(cut, measure) };
	});
	const heightPx = Math.round((type.linePx * linePx(text, chat)) / look.text.linePx);
	return {
		lines,
		direction: findDirection(text),
		sizePx: style.sizePx,
		linePx: heightPx,
		widthPx: Math.max(0, ...lines.map((line) => line.widthPx)),
		heightPx: lines.length * heightPx,
	};
}

/** A text as its message shows it, in one colour. */
function quoteSpans(text: string, ground: Pick<Span, "style" | "paint">, chat: Chat): readonly Span[] {
	return inlineSpans(text, { style: ground.style, paint: "", isOwn: false }, chat).map(
		({ isUnderlined: _, ...span }) => ({ ...span, paint: ground.paint }),
	);
}

/** A line of which more follows. At least one grapheme. */
function cutSpans(spans: readonly Span[], maxWidthPx: number, measure: MeasureText): readonly Span[] {
	const before = spans.slice(0, -1);
	const last = spans.at(-1);
	if (last === undefined) return [];
	const roomPx = maxWidthPx - measureSpans(before, measure);
	const text = endWithEllipsis(last.text, roomPx, (part) => measure(part, last.style));
	const fits = before.length === 0 || measure(text, last.style) <= roomPx;
	return fits ? [...before, { ...last, text }] : cutSpans(before, maxWidthPx, measure);
}

/** The lines of a quote in a place, each at the side of its direction. */
export function setQuote(
	{ lines, direction, sizePx, linePx: heightPx }: QuoteText,
	{ xPx, yPx, widthPx }: Pick<Rect, "xPx" | "yPx" | "widthPx">,
): readonly Shape[] {
	return lines.map(({ spans, widthPx: linePx }, index) => ({
		kind: "text",
		spans,
		direction,
		xPx: Math.round(direction === "rtl" ? xPx + widthPx - linePx : xPx),
		baselinePx: centredBaseline(yPx + (index + 0.5) * heightPx, sizePx),
		widthPx: linePx,
	}));
}

/** A quoted picture, cut to fill a place. */
export function quotedPicture(image: string, rect: Rect, { look, pictures }: Chat): Shape {
	const size = pictures.get(image);
	return size === undefined
		? rectangle(rect.xPx, rect.yPx, rect.widthPx, rect.heightPx, 0, look.media.missing)
		: { kind: "image", image, crop: cropToFill(size, rect), rect };
}
