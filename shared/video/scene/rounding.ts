/** H.264 codes macroblocks of 16 × 16 pixels: rows that scroll or stand still begin and end on this grid. */
const MACROBLOCK_PX = 16;

/** The nearest even number: chroma has half the resolution, so what is moved or copied is even. */
export const toEven = (px: number) => 2 * Math.round(px / 2);

export const ceilToEven = (px: number) => 2 * Math.ceil(px / 2);

export const floorTo16 = (px: number) => MACROBLOCK_PX * Math.floor(px / MACROBLOCK_PX);

export const ceilTo16 = (px: number) => MACROBLOCK_PX * Math.ceil(px / MACROBLOCK_PX);
