import type { AlertStore } from "../health/alert-store.ts";
import { deleteOldVideos } from "../health/delete-old-videos.ts";
import { listRepairs, type RepairPorts } from "../health/repairs.ts";
import type { CyclePorts } from "../health/run-health-cycle.ts";
import { countCalls, createClient, readConnection } from "../platform/appwrite/client.ts";
import { createFileList } from "../platform/appwrite/file-list.ts";
import { type FunctionContext, readHeader } from "../platform/http/function-context.ts";
import { inspectEnv } from "../platform/node/env.ts";
import { createLog } from "../platform/node/log.ts";
import { takeLease } from "../service/jobs/named-lease.ts";
import { alertChannels } from "./alert-channels.ts";
import { healthPorts } from "./health-ports.ts";
import { RELEASE } from "./release.ts";
import { sweepPorts } from "./sweep.ts";
import { deliverDueWebhooks } from "./webhooks.ts";

/** The ports of one cycle, with a client of the execution's own key. Variables that are wrong are a check, and stop nothing. */
export function cyclePorts(context: FunctionContext, alerts: AlertStore): CyclePorts {
	const { env, faults } = inspectEnv();
	const client = createClient(readConnection(context, env));
	const calls = countCalls(client);
	const health = healthPorts(client, env, faults);
	const { nowMs, store } = health;
	const executionId = readHeader(context, "x-appwrite-execution-id") || crypto.randomUUID();
	const sweep = sweepPorts(client, { serviceKey: env.SERVICE_KEY, nowMs });
	const { RETENTION_DAYS: days } = env;
	const retention = { store, ...createFileList(client, { retries: false }), nowMs };
	const repairPorts: RepairPorts = {
		sweep,
		store,
		executionId,
		deliverDue: (options) => deliverDueWebhooks(client, env, { ...options, nowMs }),
		deleteOldVideos: days === 0 ? null : (room) => deleteOldVideos(retention, days, room),
	};
	return {
		takeLease: (untilMs) => takeLease(sweep.store, { name: "health", executionId, untilMs, nowMs }),
		health,
		channels: alertChannels(client, env),
		alerts,
		listRepairs: (measure) => listRepairs(repairPorts, measure),
		countCalls: calls,
		output: {
			releaseId: RELEASE,
			info: (line) => context.log(`INFO ${line}`),
			log: createLog(context),
		},
	};
}
