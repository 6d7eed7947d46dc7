import type { Steps } from "../../../core/steps.ts";
import type { Rect } from "../../scene/rect.ts";
import type { Colour, MeasureText, Shape, Span, TextStyle } from "../../scene/scene.ts";
import { findDirection } from "../../text/direction.ts";
import { wrapSpansInSteps } from "../../text/wrap-spans.ts";
import type { IconName } from "../../themes/icons.ts";
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
import { drawIcon, type Lead, leadRoomPx, setLead } from "./message-icon.ts";
import { linePx } from "./message-text.ts";
import { formatLength } from "./voice-length.ts";

export type ShownReply = Exclude<Resolved<Reply>, { readonly at: "none" }>;

/** What a reply shows of the message that it quotes. */
export type Quote = {
	readonly text: string;
	/** For what the text stands: a word of the look, or a link's title; null: it is what was said. */
	readonly wordFor: "picture" | "voice" | "deleted" | "title" | null;
	/** The name of its first picture. */
	readonly image: string | null;
};

export function readQuote({ content, shows }: Quoted, { deleted }: ShownReply, { words }: Look): Quote {
	if (shows === "deleted") return { text: words[deleted], wordFor: "deleted", image: null };
	const text = shows === "edited" ? (content.editedText ?? "") : content.text;
	const [image = null] = content.images;
	if (text !== "") return { text, wordFor: null, image };
	if (content.link !== null)
		return { text: content.link.title, wordFor: "title", image: content.link.picture };
	if (content.voiceSeconds === null) return { text: words.photo, wordFor: "picture", image };
	const length = formatLength(content.voiceSeconds);
	return { text: `${words.voiceMessage} (${length})`, wordFor: "voice", image: null };
}

const SIGNS = { picture: "camera", voice: "microphone", deleted: "ban", title: null } as const;

/** The first lines of a quote, in px. */
export type QuoteText = {
	readonly lines: readonly { readonly spans: readonly Span[]; readonly widthPx: number }[];
	/** Null: none. */
	readonly lead: Lead | null;
	readonly direction: "ltr" | "rtl";
	readonly sizePx: number;
	readonly linePx: number;
	/** Of the widest line, and of all. */
	readonly widthPx: number;
	readonly heightPx: number;
};

/** Wraps a quote. The last of its lines has an ellipsis if more follows. */
export function* wrapQuote(
	{ text, wordFor }: Quote,
	type: Pick<ShownReply, "sizePx" | "linePx" | "lines" | "signs"> & { readonly weight?: TextStyle["weight"] },
	paint: Colour,
	roomPx: number,
	chat: Chat,
): Steps<QuoteText> {
	const { look, measure } = chat;
	const isItalic = wordFor === "deleted" && look.deleted.at === "inside" && look.deleted.isItalic;
	const style = { ...textStyle(look, type.sizePx, type.weight ?? 400), ...(isItalic && { isItalic }) };
	const sign = wordFor === null ? null : SIGNS[wordFor];
	const lead = sign === null || type.signs === undefined ? null : drawSign(sign, type.signs, paint, look);
	const maxWidthPx = roomPx - leadRoomPx(lead);
	const spans = wordFor !== null ? [{ text, style, paint }] : quoteSpans(text, { style, paint }, chat);
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
		lead,
		direction: findDirection(text),
		sizePx: style.sizePx,
		linePx: heightPx,
		widthPx: leadRoomPx(lead) + Math.max(0, ...lines.map((line) => line.widthPx)),
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

function drawSign(
	sign: IconName,
	{ sizePx, gapPx }: NonNullable<ShownReply["signs"]>,
	ink: Colour,
	look: Look,
): Lead {
	return { ...drawIcon(sign, sizePx, ink, look), gapPx };
}

/** The lines of a quote in a place, each at the side of its direction. */
export function setQuote(
	{ lines, lead, direction, sizePx, linePx: heightPx }: QuoteText,
	{ xPx, yPx, widthPx }: Pick<Rect, "xPx" | "yPx" | "widthPx">,
): readonly Shape[] {
	const isRight = direction === "rtl";
	const leadPx = leadRoomPx(lead);
	const icon = setLead(lead, direction, { xPx, widthPx }, yPx + heightPx / 2);
	const set = lines.map(
		({ spans, widthPx: linePx }, index): Shape => ({
			kind: "text",
			spans,
			direction,
			xPx: Math.round(isRight ? xPx + widthPx - leadPx - linePx : xPx + leadPx),
			baselinePx: centredBaseline(yPx + (index + 0.5) * heightPx, sizePx),
			widthPx: linePx,
		}),
	);
	return [...icon, ...set];
}

/** A quoted picture, cut to fill a place. */
export function quotedPicture(image: string, rect: Rect, { look, pictures }: Chat): Shape {
	const size = pictures.get(image);
	return size === undefined
		? rectangle(rect.xPx, rect.yPx, rect.widthPx, rect.heightPx, 0, look.media.missing)
		: { kind: "image", image, crop: cropToFill(size, rect), rect };
}
