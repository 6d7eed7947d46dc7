import type { I420Picture, RowSpan } from "../core/picture.ts";
import type { Sound } from "../core/sound.ts";
import type { Warning } from "../core/warning.ts";
import type { ChatLayout } from "../layout/chat-layout.ts";
import type { MeasureText, Scene } from "../layout/scene.ts";
import type { Encode } from "../plan/engine.ts";
import type { Timeline } from "../timeline/timeline.ts";

/** Draws the pictures of one video. A picture is valid until the next one is asked for. */
export type Painter = {
	/** Only `dirty` rows are drawn anew; the others stay as the picture before left them. */
	readonly pictureAt: (scene: Scene, dirty?: RowSpan) => I420Picture;
};

/** The fonts of one conversation, and what is done with them. */
export type Studio = {
	readonly measure: MeasureText;
	readonly createPainter: (layout: ChatLayout) => Painter;
	/** What no font can draw, found in the fonts' own tables. */
	readonly glyphWarnings: readonly Warning[];
};

/** What a render needs from outside; each has one real implementation, put together in `shared/wiring`. */
export type RenderPorts = {
	/** Throws DEPENDENCY_ERROR or RESOURCE_EXHAUSTED, naming the check that failed. */
	readonly requirePreflight: () => Promise<void>;
	/** Loads the fonts that these texts need. `messages` are checked glyph by glyph. */
	readonly openStudio: (texts: {
		readonly messages: readonly string[];
		readonly others: readonly string[];
	}) => Promise<Studio>;
	readonly planSound: (timeline: Timeline, senders: readonly ("you" | "them")[]) => Sound;
	readonly encode: Encode;
	readonly posterPng: (picture: I420Picture) => Promise<Uint8Array>;
	/** Gives a directory of this render's own and removes it with all in it, whatever happens. */
	readonly withTempDir: <Result>(work: (dir: string) => Promise<Result>) => Promise<Result>;
	/** Takes the finished files to where they are kept; what is not taken is removed. */
	readonly deliver: (made: {
		readonly videoFile: string;
		readonly posterPng: Uint8Array;
	}) => Promise<Delivered>;
	/** CPU milliseconds this process has used so far, user and system. */
	readonly cpuMs: () => number;
	/** Milliseconds of a clock that never goes back. */
	readonly now: () => number;
};

/** Where the video is; ids are null where it was not uploaded. */
export type Delivered = {
	readonly bucketId: string | null;
	readonly fileId: string | null;
	readonly posterFileId: string | null;
};

export type Stage = "validate" | "preflight" | "render" | "deliver";

/** What a watcher is told. `framesTotal` is 0 until the plan is made. */
export type Progress = { readonly stage: Stage; readonly framesDone: number; readonly framesTotal: number };
