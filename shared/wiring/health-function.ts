import { type AlertKeeper, createAlertKeeper } from "../health/alert-keeper.ts";
import type { Repair } from "../health/repairs.ts";
import { TICK_LEASE_MS, type TickPorts } from "../health/tick.ts";
import { takeTickLease } from "../health/tick-lease.ts";
import { createClient } from "../platform/appwrite/client.ts";
import { deleteOldVideos } from "../platform/appwrite/retention.ts";
import { createTickRows } from "../platform/appwrite/tick-rows.ts";
import { inspectEnv } from "../platform/env.ts";
import { type FunctionContext, headerOf } from "../platform/function-context.ts";
import { createLog } from "../platform/log.ts";
import { alertChannels } from "./alert-channels.ts";
import { connectionOf } from "./connection.ts";
import { type HealthSurroundings, healthProbes } from "./health-probes.ts";
import { RELEASE } from "./release.ts";

/** What all ticks of a process share: what is known of alerts, for when the database is down. */
export type HealthProcess = { readonly keeper: AlertKeeper };

export function createHealthProcess(): HealthProcess {
	return { keeper: createAlertKeeper() };
}

/** The ports of one tick, with a client of the execution's own key. Variables that are wrong are a check, and stop nothing. */
export function tickPorts(context: FunctionContext, { keeper }: HealthProcess): TickPorts {
	const { env, faults: variableFaults } = inspectEnv();
	const client = createClient(connectionOf(context, env));
	const nowMs = () => Date.now();
	const rows = createTickRows(client);
	const channels = alertChannels(client, env);
	const surroundings = { client, env, variableFaults, nowMs, channels: Object.keys(channels) };
	const owner = headerOf(context, "x-appwrite-execution-id") || crypto.randomUUID();
	const log = createLog(context);
	return {
		takeLease: () => takeTickLease(rows.leases, owner, TICK_LEASE_MS, nowMs),
		probesOf: (memory) => healthProbes(surroundings, memory),
		repairs: repairsOf(surroundings, rows),
		loadAlerts: () => keeper.load(rows.alerts),
		alerts: {
			channels,
			keep: (rowId, row) => keeper.keep(rows.alerts, rowId, row),
			onFailed: (channel, error) => log("channel failed", { channel, error }),
		},
		storeReport: rows.storeReport,
		releaseId: RELEASE,
		nowMs,
		info: (line) => context.log(`INFO ${line}`),
		log,
	};
}

function repairsOf(
	{ client, env, nowMs }: HealthSurroundings,
	rows: ReturnType<typeof createTickRows>,
): readonly Repair[] {
	const days = env.RETENTION_DAYS;
	return [
		...(days === 0
			? []
			: [
					{
						name: "retention",
						counted: "videos deleted",
						run: (deadline) => deleteOldVideos(client, days, nowMs, deadline),
					} satisfies Repair,
				]),
		{ name: "trim", counted: "old reports and leases removed", run: () => rows.trim(nowMs()) },
	];
}
