import type { Canvas, SKRSContext2D } from "@napi-rs/canvas";
import type { I420Picture } from "../core/picture.ts";
import type { Fill, Shape, Sprite } from "../layout/scene.ts";
import { createCanvas, Path2D } from "./canvas.ts";
import type { Fonts } from "./open-fonts.ts";
import { fillText } from "./set-text.ts";
import { rgbaToI420 } from "./yuv.ts";

/** Draws sprites, as I420. */
export type Rasterise = (sprite: Sprite) => I420Picture;

/**
 * All sprites are drawn on one canvas, which takes the size of each: the pixels of a canvas that is let go stay in memory
 * until the garbage is collected, and those of fifty messages are 40 MB.
 */
export function createRasteriser(fonts: Fonts): Rasterise {
	const canvas = createCanvas(2, 2);
	return (sprite) => rgbaToI420(rasteriseRgba(canvas, sprite, fonts), sprite.widthPx, sprite.heightPx);
}

/** The same as RGBA, four bytes a pixel, opaque. */
function rasteriseRgba(
	canvas: Canvas,
	{ widthPx, heightPx, background, shapes }: Sprite,
	fonts: Fonts,
): Uint8Array {
	canvas.width = widthPx;
	canvas.height = heightPx;
	const context = canvas.getContext("2d");
	context.fillStyle = background;
	context.fillRect(0, 0, widthPx, heightPx);
	for (const shape of shapes) drawShape(context, shape, fonts);
	return canvas.data();
}

function drawShape(context: SKRSContext2D, shape: Shape, fonts: Fonts): void {
	if (shape.kind === "path") {
		context.fillStyle = fillStyle(context, shape.fill);
		context.fill(new Path2D(shape.d));
		return;
	}
	context.fillStyle = shape.colour;
	fillText(context, shape.text, { style: shape.style, fonts, direction: shape.direction }, shape);
}

function fillStyle(context: SKRSContext2D, fill: Fill): SKRSContext2D["fillStyle"] {
	if (typeof fill === "string") return fill;
	const gradient = context.createLinearGradient(0, fill.topPx, 0, fill.bottomPx);
	gradient.addColorStop(0, fill.top);
	gradient.addColorStop(1, fill.bottom);
	return gradient;
}
