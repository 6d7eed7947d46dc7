import type { Bitmap, Canvas, Context2d, Graphics } from "../graphics.ts";
import { allocatePicture } from "../scene/picture.ts";
import type { Rect, RowSpan, Size } from "../scene/rect.ts";
import type { Paint, Placement, Shape, Sprite } from "../scene/scene.ts";
import type { Typesetter } from "../text/typesetter.ts";
import { createCover } from "./cover.ts";
import type { Piece } from "./piece.ts";
import { type CoveredPlanes, writeCovered } from "./yuv.ts";

/** A decoded picture with the size of the whole upright picture that it shows, which may be larger. */
export type DrawnImage = Size & { readonly bitmap: Bitmap };

export type RasteriseOptions = {
	readonly graphics: Pick<Graphics, "createCanvas" | "path">;
	readonly typesetter: Pick<Typesetter, "fill">;
	/** Decoded pictures by name. An image that is not here is not drawn. */
	readonly images: ReadonlyMap<string, DrawnImage>;
	/** Frees the memory of an array at once, if the machine can. Default: the garbage collector does. */
	readonly releaseMemory?: ((array: Uint8Array) => void) | undefined;
};

/** What of a sprite to rasterise. */
type Raster = {
	readonly sprite: Sprite;
	/** In px of the sprite as it is drawn, from the corner of the sprite as it is. Even. */
	readonly box: Rect;
	readonly scale: Placement["scale"];
	/** The row of the screen at which paints of the space `screen` see the sprite's top. */
	readonly screenYPx: number;
};

/** Rasterises rows of a sprite: as they are in the whole sprite, apart from a few levels at smoothed edges. */
type Rasterise = (raster: Raster) => Piece;

/**
 * Draws all sprites on one canvas, which takes the size of each: the pixels of a dropped canvas stay in memory until the garbage
 * is collected, and those of fifty messages are 40 MB. The coverage is written to one array for the same reason.
 */
export function createRasteriser(options: RasteriseOptions): Rasterise {
	const canvas = options.graphics.createCanvas(2, 2);
	let scratch = new Uint8Array();
	return (raster) => {
		const { widthPx, heightPx } = raster.box;
		const pixelCount = widthPx * heightPx;
		const rgba = rasteriseRgba(canvas, raster, options);
		if (scratch.length < 1.25 * pixelCount) scratch = new Uint8Array(1.25 * pixelCount);
		else scratch.fill(0, 0, 1.25 * pixelCount);
		const picture = allocatePicture(widthPx, heightPx);
		const planes: CoveredPlanes = {
			...picture,
			lumaCoverage: scratch.subarray(0, pixelCount),
			chromaCoverage: scratch.subarray(pixelCount, 1.25 * pixelCount),
		};
		writeCovered(planes, rgba, widthPx, heightPx);
		options.releaseMemory?.(rgba);
		return {
			...picture,
			luma: createCover(planes.lumaCoverage, widthPx, heightPx),
			chroma: createCover(planes.chromaCoverage, widthPx / 2, heightPx / 2),
		};
	};
}

/** As premultiplied RGBA, four bytes a pixel. */
function rasteriseRgba(canvas: Canvas, raster: Raster, options: RasteriseOptions): Uint8Array {
	const { sprite, box, scale = { by: 1, xPx: 0, yPx: 0 } } = raster;
	canvas.width = box.widthPx;
	canvas.height = box.heightPx;
	const context = canvas.getContext("2d");
	context.translate(scale.xPx - box.xPx, scale.yPx - box.yPx);
	context.scale(scale.by, scale.by);
	context.translate(-scale.xPx, -scale.yPx);
	const fromPx = (box.yPx - scale.yPx) / scale.by + scale.yPx;
	const rows = { fromPx, toPx: fromPx + box.heightPx / scale.by };
	drawShapes(sprite.shapes, rows, {
		...options,
		context,
		styleOf: (paint) => fillStyle(context, paint, raster.screenYPx),
	});
	return canvas.rgba();
}

type Drawing = RasteriseOptions & {
	readonly context: Context2d;
	readonly styleOf: (paint: Paint) => Context2d["fillStyle"];
};

function drawShapes(shapes: readonly Shape[], rows: RowSpan, drawing: Drawing): void {
	for (const shape of shapes) if (mayTouch(shape, rows)) drawShape(shape, rows, drawing);
}

/** Whether a shape may reach into the rows; setting a line costs the same if it is invisible. */
function mayTouch(shape: Shape, { fromPx, toPx }: RowSpan): boolean {
	if (shape.kind === "image") return shape.rect.yPx < toPx && shape.rect.yPx + shape.rect.heightPx > fromPx;
	if (shape.kind !== "text") return true;
	const reachPx = findReach(shape);
	return shape.baselinePx - reachPx < toPx && shape.baselinePx + reachPx > fromPx;
}

/** Each mark above or below a letter may stand on the one before it, so ink may reach about a size higher. */
function findReach({ spans }: Extract<Shape, { kind: "text" }>): number {
	const marks =
		spans
			.map(({ text }) => text)
			.join("")
			.match(/\p{M}+/gu) ?? [];
	const sizePx = Math.max(0, ...spans.map(({ style }) => style.sizePx));
	return (2 + Math.max(0, ...marks.map(({ length }) => length))) * sizePx;
}

function drawShape(shape: Shape, rows: RowSpan, drawing: Drawing): void {
	const { context, graphics, styleOf } = drawing;
	switch (shape.kind) {
		case "path":
			context.fillStyle = styleOf(shape.fill);
			context.fill(graphics.path(shape.d));
			return;
		case "line":
			context.save();
			context.transform(...shape.matrix);
			context.strokeStyle = shape.colour;
			context.lineWidth = shape.width;
			context.lineCap = "round";
			context.lineJoin = "round";
			context.stroke(graphics.path(shape.d));
			context.restore();
			return;
		case "text":
			drawing.typesetter.fill(context, shape, styleOf);
			return;
		case "image": {
			const image = drawing.images.get(shape.image);
			if (image === undefined) return;
			const { crop, rect } = shape;
			const [x, y] = [image.bitmap.width / image.widthPx, image.bitmap.height / image.heightPx];
			context.imageSmoothingQuality = "high";
			context.drawImage(
				image.bitmap,
				...[crop.xPx * x, crop.yPx * y, crop.widthPx * x, crop.heightPx * y],
				...[rect.xPx, rect.yPx, rect.widthPx, rect.heightPx],
			);
			return;
		}
		case "clip":
			context.save();
			context.clip(graphics.path(shape.d), "evenodd");
			drawShapes(shape.shapes, rows, drawing);
			context.restore();
	}
}

function fillStyle(context: Context2d, paint: Paint, screenYPx: number): Context2d["fillStyle"] {
	if (typeof paint === "string") return paint;
	const shiftPx = paint.space === "screen" ? screenYPx : 0;
	const gradient = context.createLinearGradient(0, paint.fromPx - shiftPx, 0, paint.toPx - shiftPx);
	for (const { at, colour } of paint.stops) gradient.addColorStop(at, colour);
	return gradient;
}
