import { ChatreelError } from "../core/errors.ts";
import { type Sweep, sweep } from "../service/jobs/sweep/sweep.ts";
import type { SweepPorts } from "../service/jobs/sweep/sweep-ports.ts";
import { correctDrifts } from "../service/quota/reconcile.ts";
import type { DueReport } from "../service/webhooks/deliver.ts";
import type { Measure } from "./check.ts";
import { compareMonths } from "./checks/ledger.ts";
import type { HealthPorts } from "./ports.ts";
import type { Remaining, Repair, Repaired } from "./run-repairs.ts";
import { trimReports } from "./stored-reports.ts";

export type RepairPorts = {
	/** Of the sweep, whose clock all repairs use. */
	readonly sweep: SweepPorts;
	/** Of the checks, for what the next cycle does if it fails. */
	readonly store: HealthPorts["store"];
	/** Closes batches that have ended, and delivers webhooks that are due. */
	readonly deliverDue: (options: {
		/** Deliveries that are tried at the most. */
		readonly count: number;
		/** How long deliveries are begun. */
		readonly limitMs: number;
		/** Whether another batch may be looked at. */
		readonly mayGoOn: () => boolean;
	}) => Promise<DueReport>;
	/** Null: videos are kept for ever. */
	readonly deleteOldVideos: ((room: Remaining) => Promise<Repaired>) | null;
	readonly executionId: string;
};

/** Two calls create a missing counter, three correct one. */
const CORRECTION_CALLS = 5;
/** Three calls each, and ten seconds at the worst. */
const DELIVERIES_A_CYCLE = 20;
/** One that is begun takes no longer. */
const DELIVERY_MS = 15_000;
/** The sweep's lease, and its own notes, are to be written before its part of the time is over. */
const SWEEP_END_MS = 5000;

/** What a cycle repairs, in this order: the sweep comes last, because it has what the others did not need. */
export function listRepairs(ports: RepairPorts, measure: Measure<HealthPorts>): readonly Repair[] {
	const { store, deleteOldVideos } = ports;
	const { nowMs } = ports.sweep;
	const trim = { name: "trim", counted: "old reports removed", run: () => trimReports(store, nowMs()) };
	return [
		reconcileRepair(ports, measure),
		webhooksRepair(ports),
		...(deleteOldVideos === null
			? []
			: [{ name: "retention", counted: "videos deleted", run: deleteOldVideos }]),
		trim,
		sweepRepair(ports),
	];
}

/** What the check of the ledger has seen is corrected as it was seen: the ledger is not read again. */
function reconcileRepair({ sweep: { store } }: RepairPorts, measure: Measure<HealthPorts>): Repair {
	return {
		name: "reconcile",
		counted: "counters reconciled",
		run: async (room) => {
			const mayGoOn = () => room.remainingCalls() >= CORRECTION_CALLS;
			// A ledger that could not be read is a check that failed.
			const months = await measure(compareMonths).catch(() => []);
			return correctDrifts(
				store,
				months.flatMap(({ drifts }) => drifts),
				mayGoOn,
			);
		},
	};
}

function webhooksRepair({ deliverDue }: RepairPorts): Repair {
	return {
		name: "webhooks",
		counted: "webhooks delivered",
		run: async (room) => {
			// A delivery is read once and written twice; half of the calls are for closing batches.
			const calls = room.remainingCalls();
			const count = Math.max(1, Math.min(DELIVERIES_A_CYCLE, Math.floor(calls / 2 / 3)));
			const mayGoOn = () => room.remainingCalls() > calls / 2;
			const limitMs = room.remainingMs() - DELIVERY_MS;
			const { delivered, failed } = await deliverDue({ count, limitMs, mayGoOn });
			return { done: delivered.length, isMore: delivered.length + failed.length === count };
		},
	};
}

function sweepRepair({ sweep: ports, executionId }: RepairPorts): Repair {
	return {
		name: "sweep",
		counted: "jobs, attempts and files swept",
		run: async (room) => {
			const mayGoOn = () => room.remainingCalls() > 0;
			const limits = { limitMs: room.remainingMs() - SWEEP_END_MS };
			const done = await sweep({ ...ports, mayGoOn }, executionId, limits);
			if (done.failures.length > 0) throw sweepFailed(done);
			return { done: countSwept(done), isMore: !mayGoOn() };
		},
	};
}

function countSwept({
	settled,
	requeued,
	ended,
	repaired,
	undelivered,
	started,
	removedFiles,
}: Sweep): number {
	const lists = [settled, requeued, ended, repaired, undelivered, started, removedFiles];
	return lists.reduce((sum, { length }) => sum + length, 0);
}

function sweepFailed({ failures }: Sweep): ChatreelError {
	const parts = failures.map(({ part }) => part).join(", ");
	const cause = new AggregateError(failures.map(({ error }) => error));
	return new ChatreelError("DEPENDENCY_ERROR", `These parts of the sweep failed: ${parts}.`, { cause });
}
