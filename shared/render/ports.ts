import type { EngineName } from "../core/engine-name.ts";
import type { I420Picture, RowSpan } from "../core/picture.ts";
import type { RowStore } from "../core/rows.ts";
import type { Sound } from "../core/sound.ts";
import type { RunSteps } from "../core/steps.ts";
import type { Warning } from "../core/warning.ts";
import type { ChatLayout } from "../layout/chat-layout.ts";
import type { MeasureText, Scene } from "../layout/scene.ts";
import type { ShownText } from "../layout/texts.ts";
import type { Encode } from "../plan/engine.ts";
import type { Calibration } from "../quota/calibration.ts";
import type { Limits } from "../quota/operations.ts";
import type { CpuShare } from "../quota/shared-cpu.ts";
import type { Timeline } from "../timeline/timeline.ts";

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

/** What making a video needs from outside; each has one real implementation, put together in `shared/wiring`. */
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

/** What a job needs beyond its video: the tables, the budget, and what measures time and CPU. */
export type JobPorts = Omit<RenderPorts, "deliver"> & {
	readonly store: RowStore;
	readonly limits: Limits;
	/** What renders cost on this deployment. Never rejects. */
	readonly calibrationOf: (engine: EngineName) => Promise<Calibration>;
	/** How long the execution may take in all: a reservation outlives it. */
	readonly timeoutMs: number;
	/** How much of it a render may work; what is left is for settling and telling. */
	readonly workMs: number;
	/** Where the files of one attempt go. */
	readonly deliverAs: (job: {
		readonly jobId: string;
		readonly attempt: number;
		readonly userId: string | null;
	}) => Deliver;
	/** Removes delivered files that no job has. Never rejects. */
	readonly discard: (delivered: Delivered) => Promise<void>;
	readonly beginCpuShare: () => CpuShare;
	/** CPU milliseconds of a running child; null where it is gone. */
	readonly childCpuMs: (pid: number) => number | null;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
	/** Tells the operator; nothing of it reaches a caller. */
	readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
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
