import type { Engine, EngineName } from "./encode/engine.ts";
import type { Graphics } from "./graphics.ts";
import type { I420Picture } from "./scene/picture.ts";
import type { Rect, Size } from "./scene/rect.ts";
import type { FontLibrary } from "./text/font-library.ts";

/** Paths of the files of one video. */
export type VideoFiles = { readonly video: string; readonly poster: string };

/** What a machine provides to plan a video. The engines plan without it. */
export type PlanningMachine = {
	readonly graphics: Graphics;
	readonly fonts: FontLibrary;
	readonly engines: Readonly<Record<EngineName, Pick<Engine, "plan">>>;
};

/** What a machine provides to make a video. */
export type Machine = Omit<PlanningMachine, "engines"> & {
	readonly engines: Readonly<Record<EngineName, Engine>>;
	/** Encodes a picture whose rectangles `draw` draws, divided by `shrink` in width and height. */
	readonly encodePng: (size: Size, draw: (rect: Rect) => I420Picture, shrink: 1 | 2) => Promise<Uint8Array>;
	readonly files: MachineFiles;
	/** CPU milliseconds of this process so far. */
	readonly cpuMs: () => number;
	/** Frees the memory of an array that nobody will read again. Default: the garbage collector does. */
	readonly releaseMemory?: (array: Uint8Array) => void;
};

export type MachineFiles = {
	readonly write: (directory: string, name: string, bytes: Uint8Array) => Promise<string>;
	/** Calls `work` with a new directory, and always removes the directory afterwards. `root` as in `RenderOptions.directory`. */
	readonly withTempDir: <Result>(
		work: (directory: string) => Promise<Result>,
		options?: { readonly root?: string | undefined },
	) => Promise<Result>;
	/**
	 * Checks that `video` can be written, and files in `directory` if one is given. Returns a function that moves finished files
	 * to their places. Both reject with RENDER_FAILED.
	 */
	readonly openOutput: (
		video: string,
		directory?: string,
	) => Promise<(made: VideoFiles) => Promise<VideoFiles>>;
};
