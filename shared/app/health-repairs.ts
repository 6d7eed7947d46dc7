import { ChatreelError } from "../core/errors.ts";
import { deleteOldVideos } from "../health/delete-old-videos.ts";
import type { Repair } from "../health/repairs.ts";
import { trimReports } from "../health/stored-reports.ts";
import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { createFileList } from "../platform/appwrite/file-list.ts";
import { PROBE_AGE_MS, PROBE_STATUS } from "../platform/appwrite/health-probes.ts";
import { type Sweep, sweep } from "../service/jobs/sweep/sweep.ts";
import { type Drift, mendDrifts } from "../service/quota/drift.ts";
import { TABLES } from "../service/tables.ts";
import type { HealthSurroundings } from "./health-probes.ts";
import { sweepPorts } from "./sweep.ts";
import { deliverDueWebhooks } from "./webhooks.ts";

export type RepairSurroundings = Pick<HealthSurroundings, "client" | "store" | "env" | "nowMs"> & {
	/** This execution. */
	readonly executionId: string;
	/** The counters that this tick has seen to be not what the ledger says. */
	readonly drifts: () => readonly Drift[];
};

/** A counter is made by two calls where there is none, and corrected by three. */
const CORRECTION_CALLS = 5;
/** Three calls each, and ten seconds at the worst. */
const DELIVERIES_A_TICK = 20;
/** One that is begun takes no longer. */
const DELIVERY_MS = 15_000;
/** The sweep's lease, and its own notes, are to be written before its part of the time is over. */
const SWEEP_END_MS = 5000;

/** What a tick mends, in this order: the sweep comes last, because it has what the others did not need. */
export function healthRepairs(surroundings: RepairSurroundings): readonly Repair[] {
	const { client, store, env, nowMs } = surroundings;
	const { removeFile } = createFileList(client, { retries: false });
	const { RETENTION_DAYS: days } = env;
	const retention: Repair = {
		name: "retention",
		counted: "videos deleted",
		run: (room) => deleteOldVideos({ store, removeFile, nowMs }, days, room),
	};
	const trim: Repair = {
		name: "trim",
		counted: "old reports removed",
		run: () => trimReports(store, { status: PROBE_STATUS, beforeMs: nowMs() - PROBE_AGE_MS }),
	};
	return [
		reconciling(surroundings),
		delivering(surroundings),
		...(days === 0 ? [] : [retention]),
		trim,
		sweepRepair(surroundings),
	];
}

/** What this tick has seen is corrected as it was seen: the ledger is not read again. */
function reconciling({ client, drifts }: RepairSurroundings): Repair {
	return {
		name: "reconcile",
		counted: "counters reconciled",
		run: (room) => {
			const mayGoOn = () => room.remainingCalls() >= CORRECTION_CALLS;
			return mendDrifts(createAppwriteRowStore(client, TABLES), drifts(), mayGoOn);
		},
	};
}

/** Batches whose end nobody told are closed, and webhooks delivered that are due, those of these batches too. */
function delivering({ client, env, nowMs }: RepairSurroundings): Repair {
	return {
		name: "webhooks",
		counted: "webhooks delivered",
		run: async (room) => {
			// A delivery is read once and written twice; half of the calls are for closing batches.
			const calls = room.remainingCalls();
			const count = Math.max(1, Math.min(DELIVERIES_A_TICK, Math.floor(calls / 2 / 3)));
			const mayGoOn = () => room.remainingCalls() > calls / 2;
			const limitMs = room.remainingMs() - DELIVERY_MS;
			const done = await deliverDueWebhooks(client, env, { nowMs, count, limitMs, mayGoOn });
			const { delivered, failed } = done;
			return { done: delivered.length, isMore: delivered.length + failed.length === count };
		},
	};
}

function sweepRepair({ client, env, nowMs, executionId }: RepairSurroundings): Repair {
	return {
		name: "sweep",
		counted: "jobs, attempts and files swept",
		run: async (room) => {
			const ports = sweepPorts(client, { serviceKey: env.SERVICE_KEY, nowMs });
			const mayGoOn = () => room.remainingCalls() > 0;
			const done = await sweep({ ...ports, mayGoOn }, executionId, {
				limitMs: room.remainingMs() - SWEEP_END_MS,
			});
			if (done.failures.length > 0) throw sweepFailed(done);
			return { done: countOf(done), isMore: !mayGoOn() };
		},
	};
}

function countOf({ settled, requeued, ended, repaired, undelivered, started, removedFiles }: Sweep): number {
	const lists = [settled, requeued, ended, repaired, undelivered, started, removedFiles];
	return lists.reduce((sum, { length }) => sum + length, 0);
}

function sweepFailed({ failures }: Sweep): ChatreelError {
	const parts = failures.map(({ part }) => part).join(", ");
	const cause = new AggregateError(failures.map(({ error }) => error));
	return new ChatreelError("DEPENDENCY_ERROR", `These parts of the sweep failed: ${parts}.`, { cause });
}
