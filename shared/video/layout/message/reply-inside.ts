import type { Steps } from "../../../core/steps.ts";
import type { Rect } from "../../scene/rect.ts";
import { ceilToEven } from "../../scene/rounding.ts";
import type { Colour, Shape } from "../../scene/scene.ts";
import type { BubbleFrame } from "../../themes/frame.ts";
import type { Look, Resolved } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import { textLine } from "../line.ts";
import { rectangle, rectanglePath } from "../shapes.ts";
import { textStyle } from "../text-style.ts";
import type { BlockInput, Quoted } from "./block.ts";
import type { FrameHead } from "./framed-text.ts";
import { quotedPicture, readQuote, type ShownReply, setQuote, wrapQuote } from "./quote.ts";

type ReplyInside = Extract<ShownReply, { readonly at: "inside" }>;

/** The block of a quote, at most so wide: a bar, a name, and what was said. It is as wide as it is drawn. */
export function* quoteBlock(
	{ content, quoted }: BlockInput,
	reply: ReplyInside,
	maxWidthPx: number,
	chat: Chat,
): Steps<FrameHead | null> {
	if (quoted === null) return null;
	const { look, measure } = chat;
	const tones = content.isOwn ? reply.own : reply.theirs;
	const quote = readQuote(quoted, reply, look);
	const picturePx = quote.image === null ? 0 : Math.round(reply.picturePx);
	const sidesPx = reply.barPx + 2 * reply.padding.xPx + picturePx;
	const text = yield* wrapQuote(quote, reply, tones.text, maxWidthPx - sidesPx, chat);
	const ink = authorTone(quoted, reply) ?? tones.ink;
	const name = {
		text: authorName(quoted, look),
		style: textStyle(look, reply.name.sizePx, reply.name.weight),
		...{ colour: ink, measure, maxWidthPx: maxWidthPx - sidesPx },
	};
	const namePx = Math.round(reply.name.linePx);
	const textPx = namePx + text.heightPx;
	const heightPx = ceilToEven(Math.max(textPx + 2 * reply.padding.yPx, picturePx));
	const isMirrored = look.direction === "rtl";
	const shapes = (xPx: number, yPx: number, widthPx: number): readonly Shape[] => {
		const block = { xPx, yPx, widthPx, heightPx };
		const ground = drawGround(block, { fill: tones.fill, ink, image: quote.image, picturePx }, reply, chat);
		const innerPx = isMirrored ? picturePx : reply.barPx;
		const place = {
			xPx: xPx + innerPx + reply.padding.xPx,
			yPx: yPx + Math.round((heightPx - textPx) / 2),
			widthPx: widthPx - sidesPx,
		};
		const edgePx = isMirrored ? place.xPx + place.widthPx : place.xPx;
		const align = isMirrored ? "right" : "left";
		return [
			ground,
			textLine({ ...name, centrePx: place.yPx + namePx / 2, xPx: edgePx, align }),
			...setQuote(text, { ...place, yPx: place.yPx + namePx }),
		];
	};
	const named = textLine({ ...name, centrePx: 0, xPx: 0, align: "left" });
	return { widthPx: Math.max(text.widthPx, named.widthPx) + sidesPx, heightPx, shapes };
}

type Ground = {
	readonly fill: Colour;
	readonly ink: Colour;
	readonly image: string | null;
	readonly picturePx: number;
};

/** The block without its letters: the bar at its start, and the picture at its end. */
function drawGround(
	block: Rect,
	{ fill, ink, image, picturePx }: Ground,
	reply: ReplyInside,
	chat: Chat,
): Shape {
	const { xPx, yPx, widthPx, heightPx } = block;
	const isMirrored = chat.look.direction === "rtl";
	const barXPx = isMirrored ? xPx + widthPx - reply.barPx : xPx;
	const pictureXPx = isMirrored ? xPx : xPx + widthPx - picturePx;
	const picture = { xPx: pictureXPx, yPx, widthPx: picturePx, heightPx };
	return {
		kind: "clip",
		d: rectanglePath(block, reply.radiusPx),
		shapes: [
			rectangle(xPx, yPx, widthPx, heightPx, 0, fill),
			rectangle(barXPx, yPx, reply.barPx, heightPx, 0, ink),
			...(image === null ? [] : [quotedPicture(image, picture, chat)]),
		],
	};
}

function authorName({ content: { isOwn, person } }: Quoted, { words }: Look): string {
	return isOwn ? words.you : (person?.name ?? "");
}

/** Null: bar and name have the colour of the block. */
function authorTone({ content: { isOwn, person } }: Quoted, { authors }: ReplyInside): Colour | null {
	if (authors === undefined) return null;
	if (isOwn) return authors.you;
	if (person === null) return null;
	return person.colour ?? authors.tones[person.place % authors.tones.length] ?? null;
}

type HeadOptions = {
	readonly bubble: Resolved<BubbleFrame>;
	/** For a line of text. */
	readonly maxWidthPx: number;
	/** What stands over the quote. */
	readonly name: FrameHead | null;
	/** What stands under it: the text, pictures, or nothing. */
	readonly under: "text" | "pictures" | "nothing";
};

/** The quote at the head of a bubble, with the name over it if there is one; null: nothing of the kind. */
export function* replyHead(
	input: BlockInput,
	{ bubble, maxWidthPx, name, under }: HeadOptions,
	chat: Chat,
): Steps<FrameHead | null> {
	const { reply } = chat.look;
	if (reply.at !== "inside") return name;
	const marginPx = Math.round(reply.marginPx);
	const outPx = bubble.padding.xPx - marginPx;
	const block = yield* quoteBlock(input, reply, maxWidthPx + 2 * outPx, chat);
	if (block === null) return name;
	const overPx = marginPx + (name === null ? -Math.round(bubble.padding.topPx) : name.heightPx);
	const belowPx = {
		text: Math.round(reply.belowPx),
		pictures: 0,
		nothing: marginPx - Math.round(bubble.padding.bottomPx),
	}[under];
	return {
		widthPx: Math.max(name?.widthPx ?? 0, block.widthPx - 2 * outPx),
		heightPx: overPx + block.heightPx + belowPx,
		shapes: (xPx, yPx, widthPx) => [
			...(name?.shapes(xPx, yPx, widthPx) ?? []),
			...block.shapes(Math.round(xPx - outPx), yPx + overPx, Math.round(widthPx + 2 * outPx)),
		],
	};
}
