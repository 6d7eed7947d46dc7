import type { EngineName } from "../video/plan/engine.ts";
import type { Deliver, Delivered, RenderPorts } from "../video/ports.ts";
import type { Calibration } from "./quota/calibration.ts";
import type { Limits } from "./quota/operations.ts";
import type { CpuShare } from "./quota/shared-cpu.ts";
import type { RowStore } from "./row-store.ts";

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
