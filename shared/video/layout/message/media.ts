import { toEven } from "../../scene/rounding.ts";
import type { Paint, Shape } from "../../scene/scene.ts";
import type { BubbleFrame } from "../../themes/frame.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import { rectangle, rectanglePath } from "../shapes.ts";
import { type Arrangement, arrangePictures, cropToFill } from "./arrange-pictures.ts";
import { type BlockInput, type BlockItem, itemName } from "./block.ts";
import { toPaint } from "./bubble.ts";
import type { FrameHead } from "./framed-text.ts";
import type { MessageText } from "./message-text.ts";
import { edgePx, isFrameRight } from "./side.ts";

/** The pictures of a message, arranged. */
export type MessageMedia = Arrangement & { readonly images: readonly string[] };

/** What is taken for the size of a picture that is not there. */
const MISSING = { widthPx: 4, heightPx: 3 };

/** Null: the message shows none. */
export function arrangeMedia({ content, shows }: BlockInput, chat: Chat): MessageMedia | null {
	const { images } = content;
	if (images.length === 0 || shows === "deleted") return null;
	const { look, pictures, leftPx, rightPx } = chat;
	const arrangement = arrangePictures(
		images.map((image) => pictures.get(image) ?? MISSING),
		{
			...look.media,
			widestPx: look.media.widestShare * (rightPx - leftPx),
			isMirrored: look.direction === "rtl",
		},
	);
	return { ...arrangement, images };
}

/** Pictures without a frame of their own, at the top of a block. */
export function placeMedia(media: MessageMedia, { content }: BlockInput, chat: Chat): BlockItem {
	const { widthPx, heightPx } = media;
	const frame = chat.look.message[content.isOwn ? "own" : "theirs"];
	const isRight = isFrameRight(frame, content.isOwn, chat);
	const item = itemName(content.entry, "media");
	const ground = frame.kind === "bubble" ? drawGround(media, toPaint(frame.fill, heightPx, chat), chat) : [];
	const shapes = [...ground, drawPictures(media, 0, 0, chat)];
	const anchor = { xPx: isRight ? widthPx : 0, yPx: heightPx };
	return {
		item,
		sprite: { key: item, widthPx, heightPx, shapes, anchor },
		xPx: edgePx(frame, content.isOwn, chat, widthPx),
		yPx: 0,
	};
}

/** The width of the bubble around pictures. */
export function framedMediaPx({ widthPx }: MessageMedia, { look: { media } }: Chat): number {
	return widthPx + 2 * (media.at === "inside" ? toEven(media.paddingPx) : 0);
}

type InsideOptions = {
	readonly bubble: Resolved<BubbleFrame>;
	readonly text: MessageText;
	/** The text is no caption but the time alone, which stands over the pictures. */
	readonly isTimeOnly: boolean;
	/** What stands over the pictures. */
	readonly name: FrameHead | null;
};

/** Pictures at the head of a bubble, with the name over them if there is one. */
export function mediaHead(
	media: MessageMedia,
	{ bubble, text, isTimeOnly, name }: InsideOptions,
	chat: Chat,
): FrameHead {
	const { media: look } = chat.look;
	if (look.at !== "inside") throw new RangeError("expected a look with pictures in bubbles");
	const [topPx, bottomPx] = [Math.round(bubble.padding.topPx), Math.round(bubble.padding.bottomPx)];
	const marginPx = toEven(look.paddingPx);
	const abovePx = name === null ? marginPx - topPx : name.heightPx + marginPx;
	// A caption keeps the distance that it would have from the bubble's edge; the time lies over the pictures.
	const belowPx = isTimeOnly ? marginPx - bottomPx - text.heightPx : topPx;
	return {
		widthPx: Math.floor(framedMediaPx(media, chat) - 2 * bubble.padding.xPx),
		heightPx: abovePx + media.heightPx + belowPx,
		shapes: (xPx, yPx, widthPx) => {
			const leftPx = Math.round(xPx + (widthPx - media.widthPx) / 2);
			const shade = isTimeOnly && text.meta !== null ? look.time : null;
			return [
				...(name?.shapes(xPx, yPx, widthPx) ?? []),
				drawPictures(media, leftPx, yPx + abovePx, chat, shade),
			];
		},
	};
}

type Shade = { readonly shade: string; readonly shadePx: number };

/** Pictures cut to fill their cells, with the corners of the whole rounded. */
function drawPictures(
	{ images, cells, widthPx, heightPx }: MessageMedia,
	xPx: number,
	yPx: number,
	{ look: { media }, pictures }: Chat,
	shade: Shade | null = null,
): Shape {
	const shapes = cells.map((cell, index): Shape => {
		const rect = { ...cell, xPx: cell.xPx + xPx, yPx: cell.yPx + yPx };
		const image = images[index] ?? "";
		const size = pictures.get(image);
		return size === undefined
			? rectangle(rect.xPx, rect.yPx, rect.widthPx, rect.heightPx, 0, media.missing)
			: { kind: "image", image, crop: cropToFill(size, rect), rect };
	});
	return {
		kind: "clip",
		d: rectanglePath({ xPx, yPx, widthPx, heightPx }, media.radiusPx),
		shapes: shade === null ? shapes : [...shapes, drawShade(shade, xPx, yPx + heightPx, widthPx)],
	};
}

function drawShade({ shade, shadePx }: Shade, xPx: number, bottomPx: number, widthPx: number): Shape {
	const topPx = bottomPx - shadePx;
	const stops = [
		{ at: 0, colour: `${shade.slice(0, 7)}00` },
		{ at: 1, colour: shade },
	];
	const fill: Paint = { stops, fromPx: topPx, toPx: bottomPx, space: "sprite" };
	return rectangle(xPx, topPx, widthPx, shadePx, 0, fill);
}

/** What is seen through a picture with alpha. One pixel smaller, or its colour would show at the rounded corners. */
function drawGround({ cells, widthPx, heightPx }: MessageMedia, fill: Paint, { look }: Chat): Shape[] {
	const inner = { xPx: 1, yPx: 1, widthPx: widthPx - 2, heightPx: heightPx - 2 };
	const shapes = cells.map((cell) => rectangle(cell.xPx, cell.yPx, cell.widthPx, cell.heightPx, 0, fill));
	return [{ kind: "clip", d: rectanglePath(inner, look.media.radiusPx), shapes }];
}
