/**
 * Themes are measured in points, the unit of the phone they imitate. One factor turns them into pixels, for widths,
 * heights and type alike, so that a frame of another size shows the same app larger or smaller and never stretched.
 */
export type Scale = {
	readonly pxPerPt: number;
	/** Points to whole pixels. */
	readonly px: (pt: number) => number;
	/** Points to an even number of pixels: chroma has half the resolution, so what is moved or copied is even. */
	readonly even: (pt: number) => number;
};

/** The width of an iPhone 15 in points. */
const PHONE_WIDTH_PT = 390;
/** A frame shows at least this many points of height: below, the header and the composer would leave no room. */
const LEAST_HEIGHT_PT = 560;

export function scaleFor(widthPx: number, heightPx: number): Scale {
	const pxPerPt = Math.min(widthPx / PHONE_WIDTH_PT, heightPx / LEAST_HEIGHT_PT);
	return {
		pxPerPt,
		px: (pt) => Math.round(pt * pxPerPt),
		even: (pt) => 2 * Math.round((pt * pxPerPt) / 2),
	};
}

/** H.264 codes macroblocks of 16 × 16 pixels: rows that scroll or stand still begin and end on this grid. */
export const MACROBLOCK_PX = 16;

export const floorToMacroblock = (px: number) => MACROBLOCK_PX * Math.floor(px / MACROBLOCK_PX);
export const ceilToMacroblock = (px: number) => MACROBLOCK_PX * Math.ceil(px / MACROBLOCK_PX);
