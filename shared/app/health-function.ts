import { type AlertKeeper, alertRows, createAlertKeeper } from "../health/alert-store.ts";
import type { TickPorts } from "../health/run-health-cycle.ts";
import { storeReport } from "../health/stored-reports.ts";
import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { countCalls, createClient, readConnection } from "../platform/appwrite/client.ts";
import { type FunctionContext, readHeader } from "../platform/http/function-context.ts";
import { inspectEnv } from "../platform/node/env.ts";
import { createLog } from "../platform/node/log.ts";
import { takeLease } from "../service/jobs/named-lease.ts";
import type { Drift } from "../service/quota/drift.ts";
import { TABLES } from "../service/tables.ts";
import { alertChannels } from "./alert-channels.ts";
import { healthProbes } from "./health-probes.ts";
import { healthRepairs } from "./health-repairs.ts";
import { RELEASE } from "./release.ts";

/** What all ticks of a process share: what is known of alerts, for when the database is down. */
export type HealthProcess = { readonly keeper: AlertKeeper };

export function createHealthProcess(): HealthProcess {
	return { keeper: createAlertKeeper() };
}

/** The ports of one tick, with a client of the execution's own key. Variables that are wrong are a check, and stop nothing. */
export function tickPorts(context: FunctionContext, { keeper }: HealthProcess): TickPorts {
	const { env, faults: variableFaults } = inspectEnv();
	const client = createClient(readConnection(context, env));
	const calls = countCalls(client);
	const nowMs = () => Date.now();
	// Nothing is tried twice: the next tick is.
	const store = createAppwriteRowStore(client, TABLES, { retries: false });
	const alerts = alertRows(store);
	const channels = alertChannels(client, env);
	let drifts: readonly Drift[] = [];
	const onDrifts = (seen: readonly Drift[]) => {
		drifts = seen;
	};
	const surroundings = {
		onDrifts,
		client,
		store,
		env,
		variableFaults,
		nowMs,
		channels: Object.keys(channels),
	};
	const executionId = readHeader(context, "x-appwrite-execution-id") || crypto.randomUUID();
	const log = createLog(context);
	return {
		takeLease: (untilMs) =>
			takeLease(createAppwriteRowStore(client, TABLES), { name: "health", executionId, untilMs, nowMs }),
		probesOf: (memory) => healthProbes(surroundings, memory),
		repairs: healthRepairs({ ...surroundings, executionId, drifts: () => drifts }),
		calls,
		loadAlerts: () => keeper.load(alerts),
		alerts: {
			channels,
			keep: (rowId, row) => keeper.keep(alerts, rowId, row),
			onFailed: (channel, error) => log("channel failed", { channel, error }),
		},
		storeReport: (status, report) => storeReport(store, status, report),
		releaseId: RELEASE,
		nowMs,
		info: (line) => context.log(`INFO ${line}`),
		log,
	};
}
