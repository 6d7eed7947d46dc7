import { createCanvas, Path2D } from "../../shared/video/node/fonts/canvas.ts";
import type { Typesetter } from "../../shared/video/node/typesetter.ts";
import type { Canvas, FillText, Surface } from "../../shared/video/paint-next/surface.ts";

/** @napi-rs/canvas as the rasteriser's surface. */
export const canvasSurface: Surface = {
	createCanvas: (widthPx, heightPx) => {
		const canvas = createCanvas(widthPx, heightPx);
		return Object.assign(canvas, { rgba: () => canvas.data() }) as unknown as Canvas;
	},
	path: (d) => new Path2D(d),
};

/** The typesetter of lines in one style, for lines of spans. */
export function fillTextBy({ measure, fill }: Typesetter): FillText {
	return (context, { spans, direction, xPx, baselinePx }, styleOf) => {
		let left = xPx;
		for (const { text, style, paint } of spans) {
			context.fillStyle = styleOf(paint);
			const line = { kind: "text", text, style, colour: "", direction, xPx: left, baselinePx } as const;
			fill(context as never, line);
			left += measure(text, style);
		}
	};
}
