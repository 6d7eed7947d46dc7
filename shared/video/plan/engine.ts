import type { Warning } from "../conversation/warning.ts";
import type { Sound } from "../sound/sound.ts";
import type { I420Picture, RowSpan } from "./picture.ts";
import type { RenderPlan } from "./render-plan.ts";

/** The fast engine codes only what moves, the plain one every frame. */
export type EngineName = "fast" | "plain";

/**
 * Draws the picture of a hold, or some of its rows as a picture of their height (rows below the screen repeat its last one). The
 * picture is valid until the next call. Whole pictures must be drawn in the order of the holds: only what differs from the
 * picture before is drawn anew.
 */
export type PictureAt = (runIndex: number, rows?: RowSpan) => I420Picture;

export type EncodeOptions = {
	/** An existing directory for this render alone. The video remains in it; everything else is removed. */
	readonly dir: string;
	/** Ends ffmpeg; the call rejects with the signal's reason and leaves no file and no process. */
	readonly signal: AbortSignal;
	/** Called at most a few times a second. */
	readonly onProgress?: (framesDone: number) => void;
	/** Called with the process id of each child as it starts, so that its CPU can be measured while it runs. */
	readonly onChild?: (pid: number) => void;
};

export type Encoded = {
	/** The path of the MP4. */
	readonly file: string;
	readonly bytes: number;
	readonly counts: EncodeCounts;
	/** CPU of the child processes, user and system, as ffmpeg measured it. */
	readonly childCpuMs: number;
	/** The engine that made it: `plain` also after a fallback. */
	readonly engine: EngineName;
	/** CPU milliseconds by stage, of this process and its children, as far as the engine measures stages. */
	readonly stages: Readonly<Record<string, number>>;
	readonly warnings: readonly Warning[];
};

/** An engine's work, in quantities that do not depend on the machine. */
export type EncodeCounts = {
	/** Pictures and repeats. */
	readonly frames: number;
	/** Frames that differ from the one before, and key frames. */
	readonly pictures: number;
	/** Frames equal to the one before. */
	readonly repeats: number;
	/** Key frames; 0 if x264 decides, as for scrolls and bands. */
	readonly keys: number;
	/** Pictures in which a part of the one before has moved. */
	readonly scrolls: number;
	/** Strips placed in pictures that are no key frames. */
	readonly bands: number;
	/** Rows of pixels that were drawn. */
	readonly rowsDrawn: number;
	/** Raw bytes written to x264. */
	readonly bytesToX264: number;
};

/** Encodes a plan, its pictures and its sound to a file. `sound` null makes a video without a track. */
export type Encode = (
	plan: RenderPlan,
	pictureAt: PictureAt,
	sound: Sound | null,
	options: EncodeOptions,
) => Promise<Encoded>;
