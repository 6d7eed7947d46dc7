import type { I420Picture } from "../core/picture.ts";
import type { Sound } from "../core/sound.ts";
import type { RenderPlan } from "./render-plan.ts";

/** Draws the picture of a run. The picture is only valid until the next call. */
export type PictureAt = (runIndex: number) => I420Picture;

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
	readonly counts: { readonly frames: number; readonly pictures: number; readonly repeats: number };
	/** CPU milliseconds (user + system) of the child processes, as ffmpeg itself measured them. */
	readonly childCpuMs: number;
};

/** The seam to the engine: a plan, its pictures and its sound become a file. `sound` null makes a video without a track. */
export type Encode = (
	plan: RenderPlan,
	pictureAt: PictureAt,
	sound: Sound | null,
	options: EncodeOptions,
) => Promise<Encoded>;
