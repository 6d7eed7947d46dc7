import type { RunSteps } from "../core/steps.ts";
import type { Warning } from "./conversation/warning.ts";
import type { ChatLayout } from "./layout/chat-layout.ts";
import type { MeasureText, Scene } from "./layout/scene.ts";
import type { ShownText } from "./layout/texts.ts";
import type { Encode, EngineName } from "./plan/engine.ts";
import type { I420Picture, RowSpan } from "./plan/picture.ts";
import type { Sound } from "./sound/sound.ts";
import type { Timeline } from "./timeline/timeline.ts";

/** Draws the pictures of one video. A picture is valid until the next one is asked for. */
export type Painter = {
	/** Only `dirty` rows are drawn anew; the others stay as the picture before left them. */
	readonly pictureAt: (scene: Scene, dirty?: RowSpan) => I420Picture;
	/** Only these rows, as a picture of their height. */
	readonly rowsAt: (scene: Scene, rows: RowSpan) => I420Picture;
};

/** The fonts of one conversation, and what is done with them. */
export type Studio = {
	readonly measure: MeasureText;
	readonly createPainter: (layout: ChatLayout) => Painter;
	/** What no font can draw, found in the fonts' own tables. */
	readonly glyphWarnings: readonly Warning[];
};

/** Takes finished files to where they are kept; what is not taken is removed. */
export type Deliver = (made: {
	readonly videoFile: string;
	readonly posterPng: Uint8Array;
	readonly signal: AbortSignal;
}) => Promise<Delivered>;

/** What making a video needs from outside; each has one real implementation, put together in `shared/app`. */
export type RenderPorts = {
	/** Throws DEPENDENCY_ERROR or RESOURCE_EXHAUSTED, naming the check that failed. */
	readonly requirePreflight: () => Promise<void>;
	/** Loads the fonts that these texts need, and checks their letters. */
	readonly openStudio: (texts: readonly ShownText[], runSteps: RunSteps) => Promise<Studio>;
	readonly planSound: (timeline: Timeline, senders: readonly ("you" | "them")[]) => Sound;
	readonly encode: Encode;
	/** Which engine `encode` is: the quote is made with its coefficients. */
	readonly engine: EngineName;
	/** Draws a picture of that size by `rowsAt`, from the top down, and gives it as PNG. */
	readonly posterPng: (
		size: { readonly widthPx: number; readonly heightPx: number },
		rowsAt: (rows: RowSpan) => I420Picture,
	) => Promise<Uint8Array>;
	/** Gives a directory of this render's own and removes it with all in it, whatever happens. */
	readonly withTempDir: <Result>(work: (dir: string) => Promise<Result>) => Promise<Result>;
	readonly deliver: Deliver;
};

/** Where the video is; ids are null where it was not uploaded. */
export type Delivered = {
	readonly bucketId: string | null;
	readonly fileId: string | null;
	readonly posterFileId: string | null;
};

export type Stage = "validate" | "quota" | "preflight" | "render" | "deliver";

/** What a watcher is told. `framesTotal` is 0 until the plan is made. */
export type Progress = { readonly stage: Stage; readonly framesDone: number; readonly framesTotal: number };
