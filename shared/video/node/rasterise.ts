import type { Canvas, SKRSContext2D } from "@napi-rs/canvas";
import type { Fill, Shape, Sprite } from "../layout/scene.ts";
import { rgbaToI420 } from "../paint/yuv.ts";
import type { I420Picture, RowSpan } from "../plan/picture.ts";
import type { Typesetter } from "../text/typesetter.ts";
import { createCanvas, Path2D } from "./fonts/canvas.ts";
import { releaseMemory } from "./release-memory.ts";

/** Draws some rows of a sprite as I420: as they are in the whole sprite, apart from a few levels at smoothed edges. */
type Rasterise = (sprite: Sprite, rows: RowSpan) => I420Picture;

/**
 * Draws all sprites on one canvas, which takes the size of each: the pixels of a dropped canvas stay in memory until the garbage
 * is collected, and those of fifty messages are 40 MB.
 */
export function createRasteriser(typesetter: Typesetter): Rasterise {
	const canvas = createCanvas(2, 2);
	return (sprite, rows) => {
		const rgba = rasteriseRgba(canvas, sprite, rows, typesetter);
		const picture = rgbaToI420(rgba, sprite.widthPx, rows.toPx - rows.fromPx);
		releaseMemory(rgba);
		return picture;
	};
}

/** As RGBA, four bytes a pixel, opaque. */
function rasteriseRgba(
	canvas: Canvas,
	{ widthPx, background, shapes }: Sprite,
	rows: RowSpan,
	typesetter: Typesetter,
): Uint8Array {
	canvas.width = widthPx;
	canvas.height = rows.toPx - rows.fromPx;
	const context = canvas.getContext("2d");
	context.fillStyle = background;
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.translate(0, -rows.fromPx);
	for (const shape of shapes) if (mayTouch(shape, rows)) drawShape(context, shape, typesetter);
	return canvas.data();
}

/**
 * Whether a shape may reach into the rows; setting a line costs the same if it is invisible. Each mark above or below a letter
 * may stand on the one before it, so ink may reach about a size higher.
 */
function mayTouch(shape: Shape, { fromPx, toPx }: RowSpan): boolean {
	if (shape.kind === "path") return true;
	const marks = shape.text.match(/\p{M}+/gu) ?? [];
	const reachPx = (2 + Math.max(0, ...marks.map(({ length }) => length))) * shape.style.sizePx;
	return shape.baselinePx - reachPx < toPx && shape.baselinePx + reachPx > fromPx;
}

function drawShape(context: SKRSContext2D, shape: Shape, typesetter: Typesetter): void {
	if (shape.kind === "path") {
		context.fillStyle = fillStyle(context, shape.fill);
		context.fill(new Path2D(shape.d));
		return;
	}
	const { text, style, colour } = shape;
	typesetter.fill(context, { ...shape, spans: [{ text, style, paint: colour }] }, () => colour);
}

function fillStyle(context: SKRSContext2D, fill: Fill): SKRSContext2D["fillStyle"] {
	if (typeof fill === "string") return fill;
	const gradient = context.createLinearGradient(0, fill.topPx, 0, fill.bottomPx);
	gradient.addColorStop(0, fill.top);
	gradient.addColorStop(1, fill.bottom);
	return gradient;
}
