import type { Steps } from "../../../core/steps.ts";
import type { Rect } from "../../scene/rect.ts";
import type { Colour, Shape, Span } from "../../scene/scene.ts";
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
	readonly lines: readonly { readonly text: string; readonly span: Span; readonly widthPx: number }[];
	readonly direction: "ltr" | "rtl";
	readonly linePx: number;
	/** Of the widest line, and of all. */
	readonly widthPx: number;
	readonly heightPx: number;
};

/** Wraps a quote. The last of its lines has an ellipsis if more follows. */
export function* wrapQuote(
	{ text, isDeleted }: Quote,
	type: Pick<ShownReply, "sizePx" | "linePx" | "lines">,
	paint: Colour,
	maxWidthPx: number,
	chat: Chat,
): Steps<QuoteText> {
	const { look, measure } = chat;
	const isItalic = isDeleted && look.deleted.at === "inside" && look.deleted.isItalic;
	const style = { ...textStyle(look, type.sizePx, 400), ...(isItalic && { isItalic }) };
	const widthOf = (line: string) => measure(line, style);
	const wrapped = yield* wrapSpansInSteps([{ text, style, paint }], { maxWidthPx, measure });
	const whole = wrapped.lines.map(({ spans }) => spans.map((span) => span.text).join(""));
	const lines = whole.slice(0, type.lines).map((line, index) => {
		const isCut = index === type.lines - 1 && whole.length > type.lines;
		const shown = isCut ? endWithEllipsis(line, maxWidthPx, widthOf) : line;
		return { text: shown, span: { text: shown, style, paint }, widthPx: widthOf(shown) };
	});
	const heightPx = Math.round((type.linePx * linePx(text, chat)) / look.text.linePx);
	return {
		lines,
		direction: findDirection(text),
		linePx: heightPx,
		widthPx: Math.max(0, ...lines.map((line) => line.widthPx)),
		heightPx: lines.length * heightPx,
	};
}

/** The lines of a quote in a place, each at the side of its direction. */
export function setQuote(
	{ lines, direction, linePx: heightPx }: QuoteText,
	{ xPx, yPx, widthPx }: Pick<Rect, "xPx" | "yPx" | "widthPx">,
): readonly Shape[] {
	return lines.map(({ span, widthPx: linePx }, index) => ({
		kind: "text",
		spans: [span],
		direction,
		xPx: Math.round(direction === "rtl" ? xPx + widthPx - linePx : xPx),
		baselinePx: centredBaseline(yPx + (index + 0.5) * heightPx, span.style.sizePx),
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
