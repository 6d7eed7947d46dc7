import type { RunSteps } from "../core/steps.ts";
import type { Warning } from "./conversation/warning.ts";
import type { ChatLayout } from "./layout/chat-layout.ts";
import type { MeasureText, Scene } from "./layout/scene.ts";
import type { Encode, EngineName } from "./plan/engine.ts";
import type { I420Picture, RowSpan } from "./plan/picture.ts";
import type { ShownText } from "./text/shown-text.ts";

/** Draws the pictures of one video. A picture is valid until the next call. */
export type Painter = {
	/** Draws a scene. `dirty` are the rows that differ from the scene before: only they are drawn. Default: all rows. */
	readonly pictureAt: (scene: Scene, dirty?: RowSpan) => I420Picture;
	/** Draws only these rows, as a picture of their height; rows below the screen repeat its last one. */
	readonly rowsAt: (scene: Scene, rows: RowSpan) => I420Picture;
};

/** The loaded fonts of one conversation. */
export type Fonts = {
	readonly measure: MeasureText;
	readonly createPainter: (layout: ChatLayout) => Painter;
	/** The letters that no font has, by the fonts' own tables. */
	readonly glyphWarnings: readonly Warning[];
};

/** Paths of the files of one video. */
export type VideoFiles = { readonly video: string; readonly poster: string };

/** What a machine provides to make a video. */
export type Machine = {
	/** Loads the fonts that these texts need. Rejects with DEPENDENCY_ERROR if one does not load. */
	readonly loadFonts: (texts: readonly ShownText[], runSteps: RunSteps) => Promise<Fonts>;
	readonly engines: Readonly<Record<EngineName, Encode>>;
	/** Encodes a picture that `rowsAt` draws from the top down, divided by `shrink` in width and height. */
	readonly encodePng: (
		size: { readonly widthPx: number; readonly heightPx: number },
		rowsAt: (rows: RowSpan) => I420Picture,
		shrink: 1 | 2,
	) => Promise<Uint8Array>;
	readonly writeFile: (directory: string, name: string, bytes: Uint8Array) => Promise<string>;
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
	/** CPU milliseconds of this process so far. */
	readonly cpuMs: () => number;
};
