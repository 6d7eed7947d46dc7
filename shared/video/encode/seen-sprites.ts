import { scaledBox } from "../scene/placement-rect.ts";
import type { RowSpan } from "../scene/rect.ts";
import type { Placement, Shape, Sprite } from "../scene/scene.ts";
import { hasScreenPaint } from "../scene/screen-paint.ts";

/** A line of text in its sprite: the rows that its letters reach, in px, and its length in ems. */
type TextLine = RowSpan & { readonly ems: number };

/** A sprite as planning sees it. Numbers count from 0 in the order in which sprites are first seen; equal keys have one. */
export type SeenSprite = {
	readonly number: number;
	readonly widthPx: number;
	readonly heightPx: number;
	/** Whether its pixels depend on where it came to rest on the screen. */
	readonly isOfScreen: boolean;
	readonly lines: readonly TextLine[];
};

/** The sprites of a film that are seen: those that will be rasterised. */
export type SeenSprites = {
	/** `scale`: at which it is drawn, if not as it is. */
	readonly see: (sprite: Sprite, scale?: Placement["scale"]) => SeenSprite;
	/** The areas of all of them, each anew at each scale. */
	readonly countPixels: () => number;
};

export function createSeenSprites(): SeenSprites {
	const seen = new Map<string, SeenSprite>();
	const rasters = new Set<string>();
	let pixelCount = 0;
	const countRaster = (sprite: Sprite, number: number, scale: Placement["scale"]) => {
		const raster = scale === undefined ? `${number}` : `${number} ${scale.by} ${scale.xPx} ${scale.yPx}`;
		if (rasters.has(raster)) return;
		rasters.add(raster);
		const { widthPx, heightPx } = scale === undefined ? sprite : scaledBox(sprite, scale);
		pixelCount += widthPx * heightPx;
	};
	return {
		see: (sprite, scale) => {
			const known = seen.get(sprite.key);
			const found = known ?? seeSprite(sprite, seen.size);
			if (known === undefined) seen.set(sprite.key, found);
			countRaster(sprite, found.number, scale);
			return found;
		},
		countPixels: () => pixelCount,
	};
}

function seeSprite(sprite: Sprite, number: number): SeenSprite {
	const { widthPx, heightPx, shapes } = sprite;
	return { number, widthPx, heightPx, isOfScreen: hasScreenPaint(sprite), lines: linesOf(shapes) };
}

function linesOf(shapes: readonly Shape[]): readonly TextLine[] {
	return shapes.flatMap((shape): readonly TextLine[] => {
		if (shape.kind === "clip") return linesOf(shape.shapes);
		return shape.kind === "text" ? [lineOf(shape)] : [];
	});
}

/** How far letters reach from their baseline, in ems: capitals upwards, descenders downwards. */
const ASCENT = 0.8;
const DESCENT = 0.25;

/** An ideograph has more strokes than other letters of its width, and takes a seventh more to code. */
const IDEOGRAPH = /\p{Script=Han}/gu;
const EMS_MORE_PER_IDEOGRAPH = 0.14;

/** A line counts in the size of its largest letters. */
function lineOf({ spans, baselinePx, widthPx }: Extract<Shape, { kind: "text" }>): TextLine {
	const sizePx = Math.max(1, ...spans.map(({ style }) => style.sizePx));
	const ideographs = spans.reduce((sum, { text }) => sum + (text.match(IDEOGRAPH)?.length ?? 0), 0);
	return {
		fromPx: baselinePx - ASCENT * sizePx,
		toPx: baselinePx + DESCENT * sizePx,
		ems: widthPx / sizePx + EMS_MORE_PER_IDEOGRAPH * ideographs,
	};
}
