/** A level of H.264 as far as it bounds what is coded here (tables ). */
type Level = {
	/** level_idc, ten times the level's number. */
	readonly idc: number;
	readonly maxMbsPerSecond: number;
	readonly maxMbsPerPicture: number;
	/** The vertical component of motion vectors is within ± this many full samples. */
	readonly maxMotionPx: number;
};

export type VideoSize = { readonly widthMbs: number; readonly heightMbs: number; readonly fps: number };

/**
 * The lowest level for pictures of this size at this rate, in which a scroll by up to the picture's height, or by 511 px,
 * is allowed. Bit rates are not looked at: no buffer model is promised in the stream. Throws RangeError above level 6.2.
 */
export function levelFor({ widthMbs, heightMbs, fps }: VideoSize): Level {
	const mbs = widthMbs * heightMbs;
	const motionPx = Math.min(heightMbs * 16, HIGHEST_MOTION_PX);
	const level = LEVELS.find(
		({ maxMbsPerSecond, maxMbsPerPicture, maxMotionPx }) =>
			mbs * fps <= maxMbsPerSecond &&
			mbs <= maxMbsPerPicture &&
			// A.3.1: neither side is longer than √(8 · MaxFS).
			Math.max(widthMbs, heightMbs) ** 2 <= 8 * maxMbsPerPicture &&
			maxMotionPx >= motionPx,
	);
	if (level === undefined) {
		throw new RangeError(`no level of H.264 holds ${widthMbs}×${heightMbs} macroblocks at ${fps} a second`);
	}
	return level;
}

const HIGHEST_MOTION_PX = 512;

// biome-ignore format: a table of the standard
const LEVELS: readonly Level[] = [
	{ idc: 10, maxMbsPerSecond: 1_485, maxMbsPerPicture: 99, maxMotionPx: 64 },
	{ idc: 11, maxMbsPerSecond: 3_000, maxMbsPerPicture: 396, maxMotionPx: 128 },
	{ idc: 12, maxMbsPerSecond: 6_000, maxMbsPerPicture: 396, maxMotionPx: 128 },
	{ idc: 13, maxMbsPerSecond: 11_880, maxMbsPerPicture: 396, maxMotionPx: 128 },
	{ idc: 21, maxMbsPerSecond: 19_800, maxMbsPerPicture: 792, maxMotionPx: 256 },
	{ idc: 22, maxMbsPerSecond: 20_250, maxMbsPerPicture: 1_620, maxMotionPx: 256 },
	{ idc: 30, maxMbsPerSecond: 40_500, maxMbsPerPicture: 1_620, maxMotionPx: 256 },
	{ idc: 31, maxMbsPerSecond: 108_000, maxMbsPerPicture: 3_600, maxMotionPx: 512 },
	{ idc: 32, maxMbsPerSecond: 216_000, maxMbsPerPicture: 5_120, maxMotionPx: 512 },
	{ idc: 40, maxMbsPerSecond: 245_760, maxMbsPerPicture: 8_192, maxMotionPx: 512 },
	{ idc: 42, maxMbsPerSecond: 522_240, maxMbsPerPicture: 8_704, maxMotionPx: 512 },
	{ idc: 50, maxMbsPerSecond: 589_824, maxMbsPerPicture: 22_080, maxMotionPx: 512 },
	{ idc: 51, maxMbsPerSecond: 983_040, maxMbsPerPicture: 36_864, maxMotionPx: 512 },
	{ idc: 52, maxMbsPerSecond: 2_073_600, maxMbsPerPicture: 36_864, maxMotionPx: 512 },
	{ idc: 60, maxMbsPerSecond: 4_177_920, maxMbsPerPicture: 139_264, maxMotionPx: 512 },
	{ idc: 61, maxMbsPerSecond: 8_355_840, maxMbsPerPicture: 139_264, maxMotionPx: 512 },
	{ idc: 62, maxMbsPerSecond: 16_711_680, maxMbsPerPicture: 139_264, maxMotionPx: 512 },
];
