import type { Warning } from "../conversation/warning.ts";
import type { Sound } from "../sound/sound.ts";
import type { I420Picture, RowSpan } from "./picture.ts";
import type { RenderPlan } from "./render-plan.ts";

/** The engines there are: the fast one codes only what moves, the plain one every frame. */
export type EngineName = "fast" | "plain";

/**
 * Draws the picture of a hold, or only some of its rows, as a picture of their height (rows below the screen repeat its
 * last one). It is only valid until the next call. Whole pictures are drawn in the order of the holds: only what differs
 * from the one before is drawn anew.
 */
export type PictureAt = (runIndex: number, rows?: RowSpan) => I420Picture;

export type EncodeOptions = {
	/** An existing directory of this render's own; the video is left in it, everything else is removed. */
	readonly dir: string;
	/** Ends ffmpeg and rejects with the signal's reason; no file and no process stays. */
	readonly signal: AbortSignal;
	/** Called as frames are handed over, at most a few times a second. */
	readonly onProgress?: (framesDone: number) => void;
	/** Told the process id of each child as it starts, so that its CPU can be seen while it runs. */
	readonly onChild?: (pid: number) => void;
};

export type Encoded = {
	/** The finished MP4. */
	readonly file: string;
	readonly bytes: number;
	readonly counts: EncodeCounts;
	/** CPU milliseconds (user + system) of the child processes, as ffmpeg itself measured them. */
	readonly childCpuMs: number;
	/** Which engine made it: `plain` also where the fast one gave up. */
	readonly engine: EngineName;
	/** CPU milliseconds by stage, this process and its children, where the engine tells its stages apart. */
	readonly stages: Readonly<Record<string, number>>;
	readonly warnings: readonly Warning[];
};

/** What an engine did, in quantities that do not depend on the machine. */
export type EncodeCounts = {
	/** Frames of the video: pictures and repeats. */
	readonly frames: number;
	/** Frames that differ from the one before, and key frames. */
	readonly pictures: number;
	/** Frames equal to the one before. */
	readonly repeats: number;
	/** Pictures at which a player may begin; 0 where x264 decides, as of scrolls and bands. */
	readonly keys: number;
	/** Pictures in which a part of the one before has moved. */
	readonly scrolls: number;
	/** Strips at their places in the pictures that are no key frames. */
	readonly bands: number;
	/** Rows of pixels that were drawn. */
	readonly rowsDrawn: number;
	/** Raw bytes that x264 was given. */
	readonly bytesToX264: number;
};

/** The seam to the engine: a plan, its pictures and its sound become a file. `sound` null makes a video without a track. */
export type Encode = (
	plan: RenderPlan,
	pictureAt: PictureAt,
	sound: Sound | null,
	options: EncodeOptions,
) => Promise<Encoded>;
