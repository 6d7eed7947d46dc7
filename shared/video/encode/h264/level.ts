/**
 * The most non-reference pictures in a row. H.264 allows any number; libavc, Android's software decoder, loses pictures when
 * there are more than the level's picture buffer holds. It holds back that many for their order and has two buffers
 * more, one of them for the picture it decodes: behind a longer row the reference and a picture on its way out both need the
 * other (ih264d_init_pic and ih264d_assign_display_seq in its ih264d_utils.c; docs/decoders.md has what was tried).
 */
export const MOST_DISPOSABLE_IN_A_ROW = 4;

/** Width and height of a macroblock. */
export const MACROBLOCK_PX = 16;

/** A level of H.264 as far as it bounds what is coded here (tables ). */
type Level = {
	/** level_idc, ten times the level's number. */
	readonly idc: number;
	readonly maxMbsPerSecond: number;
	readonly maxMbsPerPicture: number;
	/** What a decoder's picture buffer holds, in macroblocks. */
	readonly maxDpbMbs: number;
	/** The vertical component of motion vectors is within ± this many full samples. */
	readonly maxMotionPx: number;
	/** Macroblocks that there must be for each slice, as the rate bounds them; null: any number. */
	readonly sliceRate: number | null;
};

type VideoSize = { readonly widthMbs: number; readonly heightMbs: number; readonly fps: number };

/**
 * The lowest level for pictures of this size at this rate, in which a scroll by up to the picture's height, or by 511 px,
 * is allowed, each row may be a slice, and the picture buffer holds MOST_DISPOSABLE_IN_A_ROW pictures. Bit rates are not
 * looked at: no buffer model is promised in the stream. Throws RangeError above level 6.2.
 */
export function levelFor({ widthMbs, heightMbs, fps }: VideoSize): Level {
	const mbs = widthMbs * heightMbs;
	const motionPx = Math.min(heightMbs * MACROBLOCK_PX, HIGHEST_MOTION_PX);
	const level = LEVELS.find(
		({ maxMbsPerSecond, maxMbsPerPicture, maxDpbMbs, maxMotionPx, sliceRate }) =>
			mbs * fps <= maxMbsPerSecond &&
			mbs <= maxMbsPerPicture &&
			mbs * MOST_DISPOSABLE_IN_A_ROW <= maxDpbMbs &&
			// A.3.1: neither side is longer than √(8 · MaxFS).
			Math.max(widthMbs, heightMbs) ** 2 <= 8 * maxMbsPerPicture &&
			maxMotionPx >= motionPx &&
			// A.3.3: at most MaxMBPS · (seconds of a picture) ÷ SliceRate slices a picture.
			heightMbs * fps * (sliceRate ?? 0) <= maxMbsPerSecond,
	);
	if (level === undefined) {
		throw new RangeError(`no level of H.264 holds ${widthMbs}×${heightMbs} macroblocks at ${fps} a second`);
	}
	return level;
}

const HIGHEST_MOTION_PX = 512;

// maxDpbMbs of 4.2 is 34,816 in the standard. libavc takes that of level 4 there (ih264d_get_dpb_size in its ih264d_utils.c).
// biome-ignore format: a table of the standard
const LEVELS: readonly Level[] = [
	{ idc: 10, maxMbsPerSecond: 1_485, maxMbsPerPicture: 99, maxDpbMbs: 396, maxMotionPx: 64, sliceRate: null },
	{ idc: 11, maxMbsPerSecond: 3_000, maxMbsPerPicture: 396, maxDpbMbs: 900, maxMotionPx: 128, sliceRate: null },
	{ idc: 12, maxMbsPerSecond: 6_000, maxMbsPerPicture: 396, maxDpbMbs: 2_376, maxMotionPx: 128, sliceRate: null },
	{ idc: 13, maxMbsPerSecond: 11_880, maxMbsPerPicture: 396, maxDpbMbs: 2_376, maxMotionPx: 128, sliceRate: null },
	{ idc: 21, maxMbsPerSecond: 19_800, maxMbsPerPicture: 792, maxDpbMbs: 4_752, maxMotionPx: 256, sliceRate: null },
	{ idc: 22, maxMbsPerSecond: 20_250, maxMbsPerPicture: 1_620, maxDpbMbs: 8_100, maxMotionPx: 256, sliceRate: null },
	{ idc: 30, maxMbsPerSecond: 40_500, maxMbsPerPicture: 1_620, maxDpbMbs: 8_100, maxMotionPx: 256, sliceRate: 22 },
	{ idc: 31, maxMbsPerSecond: 108_000, maxMbsPerPicture: 3_600, maxDpbMbs: 18_000, maxMotionPx: 512, sliceRate: 60 },
	{ idc: 32, maxMbsPerSecond: 216_000, maxMbsPerPicture: 5_120, maxDpbMbs: 20_480, maxMotionPx: 512, sliceRate: 60 },
	{ idc: 40, maxMbsPerSecond: 245_760, maxMbsPerPicture: 8_192, maxDpbMbs: 32_768, maxMotionPx: 512, sliceRate: 60 },
	{ idc: 41, maxMbsPerSecond: 245_760, maxMbsPerPicture: 8_192, maxDpbMbs: 32_768, maxMotionPx: 512, sliceRate: 24 },
	{ idc: 42, maxMbsPerSecond: 522_240, maxMbsPerPicture: 8_704, maxDpbMbs: 32_768, maxMotionPx: 512, sliceRate: 24 },
	{ idc: 50, maxMbsPerSecond: 589_824, maxMbsPerPicture: 22_080, maxDpbMbs: 110_400, maxMotionPx: 512, sliceRate: 24 },
	{ idc: 51, maxMbsPerSecond: 983_040, maxMbsPerPicture: 36_864, maxDpbMbs: 184_320, maxMotionPx: 512, sliceRate: 24 },
	{ idc: 52, maxMbsPerSecond: 2_073_600, maxMbsPerPicture: 36_864, maxDpbMbs: 184_320, maxMotionPx: 512, sliceRate: 24 },
	{ idc: 60, maxMbsPerSecond: 4_177_920, maxMbsPerPicture: 139_264, maxDpbMbs: 696_320, maxMotionPx: 512, sliceRate: 24 },
	{ idc: 61, maxMbsPerSecond: 8_355_840, maxMbsPerPicture: 139_264, maxDpbMbs: 696_320, maxMotionPx: 512, sliceRate: 24 },
	{ idc: 62, maxMbsPerSecond: 16_711_680, maxMbsPerPicture: 139_264, maxDpbMbs: 696_320, maxMotionPx: 512, sliceRate: 24 },
];
