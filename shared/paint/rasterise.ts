import type { SKRSContext2D } from "@napi-rs/canvas";
import type { I420Picture } from "../core/picture.ts";
import type { Fill, Shape, Sprite } from "../layout/scene.ts";
import { createCanvas, Path2D } from "./canvas.ts";
import type { Fonts } from "./open-fonts.ts";
import { fillText } from "./set-text.ts";
import { rgbaToI420 } from "./yuv.ts";

/** Draws a sprite, on a canvas of its own size that is let go at once, as I420. */
export function rasterise(sprite: Sprite, fonts: Fonts): I420Picture {
	return rgbaToI420(rasteriseRgba(sprite, fonts), sprite.widthPx, sprite.heightPx);
}

/** The same as RGBA, four bytes a pixel, opaque. */
function rasteriseRgba({ widthPx, heightPx, background, shapes }: Sprite, fonts: Fonts): Uint8Array {
	const canvas = createCanvas(widthPx, heightPx);
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
