import type { EnginePlan } from "../encode/engine.ts";
import type { Work } from "../encode/work.ts";
import { AAC_BITS_PER_SECOND } from "../sound/format.ts";

/** The expected size of a file, in bytes. */
export type FileSize = {
	/** The lower bound of nearly all files. */
	readonly lowBytes: number;
	/** The upper bound of nearly all files. */
	readonly upperBytes: number;
};

/** Estimates the size of a video before any pixel of it is drawn. */
export function estimateFileSize({
	engine,
	settings: { crf, preset },
	work,
}: Omit<EnginePlan, "film">): FileSize {
	if (engine === "plain") {
		const upperBytes = plainBytes(work, crf);
		return { lowBytes: upperBytes, upperBytes };
	}
	const upperBytes = fastBytes(work, preset, crf);
	return { lowBytes: Math.floor(upperBytes * LOW_SHARE), upperBytes };
}

/**
 * What the fast engine writes is slices, and the text on them. On 283 videos of 57 chats (docs/benchmarks.md, "File sizes") this was
 * 1.00 to 1.99 times the file: least for chats full of ideographs or emoji, 1.4 to 1.6 for most others, most for one text that is
 * held. A slice takes about the same however wide it is, because what is flat costs nothing, and so does a line of text however
 * large it is: it covers more slices, and each has less of it.
 */
const SLICE_BYTES = 164;
const TEXT_EM_BYTES = 260;
/** Larger letters need a little more on each slice; the fourth root of the size fits best. */
const TEXT_SIDE_PX = 1080;
/** x264 without the tools that `ultrafast` leaves out; from `superfast` to `slow` the files differ by 5 %. */
const ULTRAFAST = 1.35;
/** Just below a half, with room for chats that were not measured. */
const LOW_SHARE = 0.45;

/** The file halves with this much more CRF; below 20 it grows more slowly, as little is left to be coded finer. */
const CRF_HALVES = 13.5;
const CRF_DOUBLES_BELOW_20 = 17;

/** The size of the file's tables: sizes and times of each picture, and of 47 frames of sound a second. */
const HEADER_BYTES = 2000;
const FRAME_TABLE_BYTES = 4;
/** Tables and frames of silence. */
const SILENCE_BYTES_PER_SECOND = 400;
const EFFECT_BYTES_PER_MS = 7;

function fastBytes(work: Work, preset: string, crf: number): number {
	const { widthPx, heightPx, frameCount, placedSliceCount, placedTextEms, durationMs, soundMs } = work;
	const finer = 2 ** ((20 - crf) / (crf < 20 ? CRF_DOUBLES_BELOW_20 : CRF_HALVES));
	const size = (Math.min(widthPx, heightPx) / TEXT_SIDE_PX) ** 0.25;
	const slices = SLICE_BYTES * placedSliceCount + TEXT_EM_BYTES * placedTextEms * size;
	const sound =
		soundMs === 0 ? 0 : (durationMs / 1000) * SILENCE_BYTES_PER_SECOND + soundMs * EFFECT_BYTES_PER_MS;
	const tables = HEADER_BYTES + frameCount * FRAME_TABLE_BYTES;
	return Math.ceil(slices * finer * (preset === "ultrafast" ? ULTRAFAST : 1) + sound + tables);
}

/** Bytes of a million pixels of a frame at CRF 20: the high end of the examples, which have 125 to 460. */
const FRAME_MEGAPIXEL_BYTES = 460;

/** The size doubles with every 6 less (x264's CRF is on the scale of its QP, where 6 are a factor of two in the step). */
function plainBytes({ widthPx, heightPx, frameCount, durationMs }: Work, crf: number): number {
	const pictures = ((widthPx * heightPx * frameCount) / 1e6) * FRAME_MEGAPIXEL_BYTES * 2 ** ((20 - crf) / 6);
	return Math.ceil(pictures + (durationMs / 1000) * (AAC_BITS_PER_SECOND / 8));
}
