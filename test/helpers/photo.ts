import type { Bitmap } from "../../shared/video/graphics.ts";
import { graphics } from "../../shared/video/node/graphics.ts";

export type PhotoOptions = {
	readonly widthPx: number;
	readonly heightPx: number;
	/** Of the sky, from 0 to 360. */
	readonly hue: number;
	/** Nothing is drawn around the disc: it is seen through. Default: no. */
	readonly isCutOut?: boolean;
};

/** A picture like a photo: a sky, a hill, and a round sun in the middle, an ellipse if the picture is distorted. */
export function drawPhoto({ widthPx, heightPx, hue, isCutOut = false }: PhotoOptions): Bitmap {
	const canvas = graphics.createCanvas(widthPx, heightPx);
	const context = canvas.getContext("2d");
	if (!isCutOut) {
		const sky = context.createLinearGradient(0, 0, 0, heightPx);
		sky.addColorStop(0, `hsl(${hue} 70% 45%)`);
		sky.addColorStop(1, `hsl(${hue + 40} 80% 80%)`);
		context.fillStyle = sky;
		context.fillRect(0, 0, widthPx, heightPx);
	}
	const radius = Math.min(widthPx, heightPx) / 4;
	context.fillStyle = "#ffe27a";
	context.fill(graphics.path(circle(widthPx / 2, heightPx / 2, radius)));
	context.fillStyle = `hsl(${hue + 160} 45% 30%)`;
	context.fill(graphics.path(circle(0.2 * widthPx, 1.3 * heightPx, 0.6 * Math.min(widthPx, heightPx))));
	return canvas;
}

function circle(x: number, y: number, r: number): string {
	return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}
