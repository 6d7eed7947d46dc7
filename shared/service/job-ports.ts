import type { Machine, VideoFiles } from "../video/machine.ts";
import type { EngineName } from "../video/plan/engine.ts";
import type { RenderProgress } from "../video/render-video.ts";
import type { Calibration } from "./quota/calibration.ts";
import type { Limits } from "./quota/operations.ts";
import type { CpuShare } from "./quota/shared-cpu.ts";
import type { RowStore } from "./row-store.ts";

/** What a job needs beyond its video: the tables, the budget, and what measures time and CPU. */
export type JobPorts = {
	readonly machine: Machine;
	/** Which of the machine's engines renders, and is quoted. */
	readonly engine: EngineName;
	/** Throws DEPENDENCY_ERROR or RESOURCE_EXHAUSTED, naming the check that failed. */
	readonly requirePreflight: () => Promise<void>;
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
		/** Who may read them. */
		readonly userId: string | null;
		/** Of this attempt alone: two uploads to one id mix their chunks. */
		readonly fileId: string;
		readonly posterFileId: string;
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

/** Takes finished files to where they are kept; files that it leaves are removed. */
export type Deliver = (made: VideoFiles, signal: AbortSignal) => Promise<Delivered>;

/** Where the video is; ids are null where it was not uploaded. */
export type Delivered = {
	readonly bucketId: string | null;
	readonly fileId: string | null;
	readonly posterFileId: string | null;
};

export type Stage = "validate" | "quota" | "preflight" | "render" | "deliver";

/** `framesTotal` is 0 until the plan is made. */
export type Progress = RenderProgress & { readonly stage: Stage };
