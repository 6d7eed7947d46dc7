import type { Steps } from "../../../core/steps.ts";
import type { Rect } from "../../scene/rect.ts";
import { ceilToEven, toEven } from "../../scene/rounding.ts";
import type { Shape, Sprite } from "../../scene/scene.ts";
import type { BubbleFrame, Frame } from "../../themes/frame.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import type { LinkContent } from "../entry-content.ts";
import { textLine } from "../line.ts";
import { rectangle, rectanglePath } from "../shapes.ts";
import { textStyle } from "../text-style.ts";
import { cropToFill } from "./arrange-pictures.ts";
import { type BlockInput, type BlockItem, hasCard, hasCardInside, itemName, placeInRun } from "./block.ts";
import { bubblePath } from "./bubble-path.ts";
import { findCorners, findTail, tailOutPx } from "./bubble-shape.ts";
import type { FrameHead } from "./framed-text.ts";
import { setQuote, wrapQuote } from "./quote.ts";
import { edgePx, isFrameRight } from "./side.ts";

/** The widest that a card in a bubble may be, with its margins; null: the message has none there. */
export function cardRoomPx(input: BlockInput, chat: Chat): number | null {
	const { link: card } = chat.look;
	if (card.at !== "inside" || !hasCardInside(input, chat.look)) return null;
	return toEven(card.widestShare * (chat.rightPx - chat.leftPx)) + 2 * Math.round(card.marginPx);
}

type HeadOptions = {
	readonly bubble: Resolved<BubbleFrame>;
	readonly isFirst: boolean;
	/** Whether a text or a time stands under it. */
	readonly isLast: boolean;
};

/** A card in a bubble, over its text. Null: the message has none there. */
export function* cardHead(
	input: BlockInput,
	{ bubble, isFirst, isLast }: HeadOptions,
	chat: Chat,
): Steps<FrameHead | null> {
	const { link: card } = chat.look;
	const roomPx = cardRoomPx(input, chat);
	const { link } = input.content;
	if (card.at !== "inside" || roomPx === null || link === null) return null;
	const marginPx = Math.round(card.marginPx);
	const laid = yield* layOutCard(input, link, roomPx - 2 * marginPx, chat);
	const [topPx, bottomPx] = [Math.round(bubble.padding.topPx), Math.round(bubble.padding.bottomPx)];
	const abovePx = isFirst ? marginPx - topPx : marginPx;
	const outPx = bubble.padding.xPx - marginPx;
	return {
		widthPx: Math.floor(laid.widthPx - 2 * outPx),
		heightPx: abovePx + laid.heightPx + (isLast ? marginPx - bottomPx : topPx),
		shapes: (xPx, yPx, widthPx) => {
			const place = {
				xPx: Math.round(xPx - outPx),
				yPx: yPx + abovePx,
				widthPx: Math.round(widthPx + 2 * outPx),
			};
			const outline = rectanglePath({ ...place, heightPx: laid.heightPx }, card.radiusPx);
			return laid.draw(place, { ground: outline, body: outline });
		},
	};
}

/**
 * A card as a frame of its own, from the top of the block, with the corners and the tail of a bubble. `joinsAbove`: another frame of its
 * message stands over it. Null: the message has none.
 */
export function* placeCard(
	input: BlockInput,
	joinsAbove: boolean,
	chat: Chat,
): Steps<{ readonly item: BlockItem; readonly frame: Rect } | null> {
	const { look, leftPx, rightPx } = chat;
	const { entry, isOwn, link } = input.content;
	if (link === null || !hasCard(input) || hasCardInside(input, look)) return null;
	const frame = look.message[isOwn ? "own" : "theirs"];
	const place = joinsAbove ? { ...input, isFirst: false, joinsAbove } : input;
	const laid = yield* layOutCard(input, link, toEven(look.link.widestShare * (rightPx - leftPx)), chat);
	const { widthPx, heightPx } = laid;
	const xPx = edgePx(frame, isOwn, chat, widthPx);
	const { overhangPx, belowPx, outlines } = frameCard(frame, place, chat);
	const body = { xPx: overhangPx, yPx: 0, widthPx, heightPx };
	const isRight = isFrameRight(frame, isOwn, chat);
	const item = itemName(entry, "link");
	const sprite: Sprite = {
		key: `${item}${placeInRun(place)}`,
		widthPx: widthPx + 2 * overhangPx,
		heightPx: heightPx + belowPx,
		shapes: laid.draw(body, outlines(body)),
		anchor: { xPx: isRight ? overhangPx + widthPx : overhangPx, yPx: heightPx + belowPx },
	};
	return {
		item: { item, sprite, xPx: xPx - overhangPx, yPx: 0 },
		frame: { xPx, yPx: 0, widthPx, heightPx },
	};
}

/** The path of a card's ground, and that of its body. */
type Outlines = { readonly ground: string; readonly body: string };

/** In a row it has round corners and no tail. */
function frameCard(frame: Resolved<Frame>, input: BlockInput, chat: Chat) {
	if (frame.kind === "row") {
		const round = (body: Rect) => rectanglePath(body, chat.look.link.radiusPx);
		const outlines = (body: Rect): Outlines => ({ ground: round(body), body: round(body) });
		return { overhangPx: 0, belowPx: 0, outlines };
	}
	const side = isFrameRight(frame, input.content.isOwn, chat) ? "right" : "left";
	const corners = findCorners(frame.radius, input);
	const tail = findTail(frame.tail, input);
	return {
		overhangPx: ceilToEven(tailOutPx(frame.tail) + 1),
		belowPx: tail.kind === "hang" ? ceilToEven(tail.sizePx) : 0,
		outlines: (body: Rect): Outlines => ({
			ground: bubblePath(body, corners, tail, side),
			body: bubblePath(body, corners, { kind: "none" }, side),
		}),
	};
}

type LaidCard = {
	readonly widthPx: number;
	readonly heightPx: number;
	/** It may be drawn wider. */
	readonly draw: (place: Pick<Rect, "xPx" | "yPx" | "widthPx">, outlines: Outlines) => readonly Shape[];
};

/** With a picture it is as wide as it may be, else as wide as its texts. Both stand at the side of the title's direction. */
function* layOutCard(
	{ content }: BlockInput,
	link: LinkContent,
	widestPx: number,
	chat: Chat,
): Steps<LaidCard> {
	const { link: card } = chat.look;
	const tones = card[content.isOwn ? "own" : "theirs"];
	const { padding } = card;
	const maxWidthPx = widestPx - 2 * padding.xPx;
	const said = { text: link.title, wordFor: "title", image: null } as const;
	const title = yield* wrapQuote(said, card.title, tones.title, maxWidthPx, chat);
	const siteText = link.site ?? "";
	const style = textStyle(chat.look, card.site.sizePx, card.site.weight);
	const site = { text: siteText, style, colour: tones.site, measure: chat.measure, maxWidthPx };
	const sitePx = siteText === "" ? 0 : Math.round(card.site.linePx);
	const picturePx = link.picture === null ? 0 : ceilToEven(widestPx / card.pictureShape);
	const siteWidthPx = textLine({ ...site, centrePx: 0, xPx: 0, align: "left" }).widthPx;
	const textPx = Math.max(title.widthPx, siteWidthPx) + 2 * padding.xPx;
	const widthPx = link.picture === null ? Math.min(widestPx, ceilToEven(textPx)) : widestPx;
	const heightPx = ceilToEven(picturePx + padding.topPx + title.heightPx + sitePx + padding.bottomPx);
	const isRtl = title.direction === "rtl";
	const draw: LaidCard["draw"] = (place, outlines) => {
		const inner = { xPx: place.xPx + padding.xPx, widthPx: place.widthPx - 2 * padding.xPx };
		const titleYPx = place.yPx + picturePx + Math.round(padding.topPx);
		const centrePx = titleYPx + title.heightPx + sitePx / 2;
		const edge = isRtl ? inner.xPx + inner.widthPx : inner.xPx;
		const shapes = [
			...drawPicture(link.picture, { ...place, heightPx: picturePx }, chat),
			...setQuote(title, { ...inner, yPx: titleYPx }),
			...(sitePx === 0 ? [] : [textLine({ ...site, centrePx, xPx: edge, align: isRtl ? "right" : "left" })]),
		];
		return [
			{ kind: "path", d: outlines.ground, fill: tones.fill },
			{ kind: "clip", d: outlines.body, shapes },
		];
	};
	return { widthPx, heightPx, draw };
}

function drawPicture(picture: string | null, rect: Rect, { look, pictures }: Chat): readonly Shape[] {
	if (picture === null) return [];
	const size = pictures.get(picture);
	if (size === undefined)
		return [rectangle(rect.xPx, rect.yPx, rect.widthPx, rect.heightPx, 0, look.media.missing)];
	return [{ kind: "image", image: picture, crop: cropToFill(size, rect), rect }];
}
