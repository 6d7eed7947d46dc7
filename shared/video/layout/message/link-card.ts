import type { Steps } from "../../../core/steps.ts";
import type { Rect } from "../../scene/rect.ts";
import { ceilToEven, toEven } from "../../scene/rounding.ts";
import type { Shape } from "../../scene/scene.ts";
import type { BubbleFrame } from "../../themes/frame.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import type { LinkContent } from "../entry-content.ts";
import { textLine } from "../line.ts";
import { rectangle, rectanglePath } from "../shapes.ts";
import { textStyle } from "../text-style.ts";
import { cropToFill } from "./arrange-pictures.ts";
import { type BlockInput, type BlockItem, hasCard, hasCardInside, itemName } from "./block.ts";
import type { FrameHead } from "./framed-text.ts";
import { setQuote, wrapQuote } from "./quote.ts";
import { edgePx } from "./side.ts";

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
		shapes: (xPx, yPx, widthPx) => [
			laid.draw({
				xPx: Math.round(xPx - outPx),
				yPx: yPx + abovePx,
				widthPx: Math.round(widthPx + 2 * outPx),
			}),
		],
	};
}

/** A card as a frame of its own, from the top of the block. Null: the message has none. */
export function* placeCard(
	input: BlockInput,
	chat: Chat,
): Steps<{ readonly item: BlockItem; readonly frame: Rect } | null> {
	const { look, leftPx, rightPx } = chat;
	const { entry, isOwn, link } = input.content;
	const frame = look.message[isOwn ? "own" : "theirs"];
	if (link === null || !hasCard(input) || hasCardInside(input, look)) return null;
	const laid = yield* layOutCard(input, link, toEven(look.link.widestShare * (rightPx - leftPx)), chat);
	const { widthPx, heightPx } = laid;
	const item = itemName(entry, "link");
	const xPx = edgePx(frame, isOwn, chat, widthPx);
	const shapes = [laid.draw({ xPx: 0, yPx: 0, widthPx })];
	const anchor = { xPx: isOwn === (look.direction === "ltr") ? widthPx : 0, yPx: heightPx };
	return {
		item: { item, sprite: { key: item, widthPx, heightPx, shapes, anchor }, xPx, yPx: 0 },
		frame: { xPx, yPx: 0, widthPx, heightPx },
	};
}

type LaidCard = {
	readonly widthPx: number;
	readonly heightPx: number;
	/** It may be drawn wider. */
	readonly draw: (place: Pick<Rect, "xPx" | "yPx" | "widthPx">) => Shape;
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
	const said = { text: link.title, isWord: true, isDeleted: false, image: null };
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
	const draw: LaidCard["draw"] = (place) => {
		const rect = { ...place, heightPx };
		const inner = { xPx: place.xPx + padding.xPx, widthPx: place.widthPx - 2 * padding.xPx };
		const titleYPx = place.yPx + picturePx + Math.round(padding.topPx);
		const centrePx = titleYPx + title.heightPx + sitePx / 2;
		const edge = isRtl ? inner.xPx + inner.widthPx : inner.xPx;
		return {
			kind: "clip",
			d: rectanglePath(rect, card.radiusPx),
			shapes: [
				rectangle(rect.xPx, rect.yPx, rect.widthPx, heightPx, 0, tones.fill),
				...drawPicture(link.picture, { ...place, heightPx: picturePx }, chat),
				...setQuote(title, { ...inner, yPx: titleYPx }),
				...(sitePx === 0
					? []
					: [textLine({ ...site, centrePx, xPx: edge, align: isRtl ? "right" : "left" })]),
			],
		};
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
