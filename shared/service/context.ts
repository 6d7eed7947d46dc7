import type { JsonObject } from "../core/json.ts";
import type { Slices } from "../core/steps.ts";
import type { Deadline } from "../core/time.ts";
import type { Turns } from "../core/turns.ts";
import type { LoadPicture } from "../video/conversation/pictures/read-pictures.ts";
import type { EngineName } from "../video/encode/engine.ts";
import type { Machine, VideoFiles } from "../video/machine.ts";
import type { RenderProgress } from "../video/render-video.ts";
import type { Slots } from "./attempt/slots.ts";
import type { NextQueued } from "./jobs/queue.ts";
import type { BucketFiles } from "./pictures/bucket-files.ts";
import type { InputFiles } from "./pictures/input-files.ts";
import type { Calibration } from "./quota/calibration.ts";
import type { Limits } from "./quota/operations.ts";
import type { CpuShare } from "./quota/shared-cpu.ts";
import type { WebhookProblem } from "./quote/request.ts";
import type { RowStore } from "./row-store.ts";

/** What one execution of the render function works with, by subject. A function names the subjects that it uses. */
export type Context = JobContext & {
	readonly execution: Execution;
	readonly bounds: Bounds;
	readonly process: ProcessPorts;
	/** Files that users name as pictures. */
	readonly pictures: BucketFiles;
	/** What users sent as pictures. */
	readonly inputs: InputFiles;
	readonly webhooks: WebhookPorts;
};

/** The part of a context that a job needs once it has a slot. A command has no more than this. */
export type JobContext = {
	readonly store: RowStore;
	/** Of the quota. */
	readonly limits: Limits;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
	readonly execution: Pick<Execution, "id" | "log">;
	readonly bounds: Pick<Bounds, "timeoutMs" | "workMs">;
	readonly video: VideoPorts;
	readonly files: FileStorage;
};

/** One run of the function, or of a command. */
export type Execution = {
	readonly id: string;
	/** Milliseconds since 1970 at which it began. */
	readonly startedMs: number;
	/** By which its work must end. The time after that is for settling and answering. */
	readonly deadline: Deadline;
	/** Writes to the operator's log, which no caller sees. */
	readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
};

/** What a request may ask for, and how long its work may take. */
export type Bounds = {
	/** The whole of an execution: a reservation outlives it. */
	readonly timeoutMs: number;
	/** A render's part of it. The rest is for settling and answering. */
	readonly workMs: number;
	/** A render's part of a synchronous execution. */
	readonly syncMs: number;
	readonly slotWaitMs: number;
	/** The largest file that the storage takes. */
	readonly fileBytes: number;
	readonly maxMessages: number;
};

/** What plans and makes a video, and what it costs. */
type VideoPorts = {
	readonly machine: Machine;
	/** The engine of the machine that renders, and is quoted. */
	readonly engine: EngineName;
	/** What renders cost on this deployment. Never rejects. */
	readonly findCalibration: (engine: EngineName) => Promise<Calibration>;
	/** Default: a picture that is no data URL is a fault. */
	readonly loadPicture?: LoadPicture | undefined;
	/** Rejects with DEPENDENCY_ERROR or RESOURCE_EXHAUSTED, naming the check that failed. */
	readonly requirePreflight: () => Promise<void>;
	/** CPU milliseconds of a running child process; null when it has ended. */
	readonly childCpuMs: (pid: number) => number | null;
};

/** Where the files of an attempt go. */
export type FileStorage = {
	readonly deliverAs: (target: DeliveryTarget) => Deliver;
	/** Removes delivered files that no job has. Never rejects. */
	readonly discard: (delivered: Delivered) => Promise<void>;
};

export type DeliveryTarget = {
	readonly jobId: string;
	/** The only user who may read the files. */
	readonly userId: string | null;
	/** Of this attempt alone: two uploads to one id mix their chunks. */
	readonly fileId: string;
	readonly posterFileId: string;
};

/** Moves finished files to where they are kept. The caller removes files that it leaves. */
export type Deliver = (made: VideoFiles, signal: AbortSignal) => Promise<Delivered>;

/** The ids are null when the video was not uploaded. */
export type Delivered = {
	readonly bucketId: string | null;
	readonly fileId: string | null;
	readonly posterFileId: string | null;
};

/** What all executions of a process share. */
export type ProcessPorts = {
	readonly slots: Slots;
	readonly slices: Slices;
	readonly turns: PlanTurns;
	/** The next queued job, without those already seen; null when there is none. */
	readonly nextQueued: NextQueued;
	/** Loads what every plan needs, once per process. Never rejects. */
	readonly warmUp: () => Promise<void>;
	readonly beginCpuShare: () => CpuShare;
	/** Lets other work of the process run. */
	readonly yieldToEventLoop: () => Promise<void>;
};

/** Long plans wait for each other, short ones do not wait for long ones. */
export type PlanTurns = { readonly short: Turns; readonly long: Turns };

export type WebhookPorts = {
	readonly problem: WebhookProblem;
	/** Creates the delivery that reports this end of a batch, once. */
	readonly announce: (endId: string, target: string, payload: JsonObject) => Promise<void>;
	/** Resolves when the first attempts that began in this execution are over: at most about 10 s after the last end. */
	readonly settled: () => Promise<void>;
};

export type Stage = "validate" | "quota" | "preflight" | "render" | "deliver";

/** `framesTotal` is 0 until the plan is made. */
export type Progress = RenderProgress & { readonly stage: Stage };
