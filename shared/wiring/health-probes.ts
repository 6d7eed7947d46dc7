import { once } from "../core/once.ts";
import { DAY_MS } from "../core/time.ts";
import { type AlertMemory, failingSinceIn } from "../health/alert-memory.ts";
import type { HealthProbes } from "../health/probes.ts";
import type { AppwriteClient } from "../platform/appwrite/client.ts";
import { createHealthFacts } from "../platform/appwrite/health-facts.ts";
import {
	probeDatabase,
	probeRender,
	probeStorage,
	readBucket,
	readRenderSettings,
} from "../platform/appwrite/health-probes.ts";
import { lookAtLedger } from "../platform/appwrite/ledger-look.ts";
import type { Env } from "../platform/env.ts";
import { forecastOf, RECENT_DAYS } from "../quota/forecast.ts";
import { monthEnd, monthOf } from "../quota/months.ts";
import { channelFaults } from "./alert-channels.ts";
import { BUCKET_FILE_BYTES } from "./bucket-limit.ts";
import { limitsIn } from "./limits.ts";

export type HealthSurroundings = {
	readonly client: AppwriteClient;
	readonly env: Env;
	/** What is wrong with the variables. */
	readonly variableFaults: readonly string[];
	/** The channels that are set, by name. */
	readonly channels: readonly string[];
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
	/** Told of the ledger's drift once it is known, in CPU ms. */
	readonly onDrift?: (driftMs: number) => void;
};

const GIB = 2 ** 30;

/** Looks at a real Appwrite. */
export function healthProbes(surroundings: HealthSurroundings, memory: AlertMemory): HealthProbes {
	const { client, env, variableFaults, channels, nowMs, onDrift = () => {} } = surroundings;
	const facts = createHealthFacts(client, nowMs);
	const { monthMs: limitMs } = limitsIn(env);
	const month = monthOf(nowMs());
	// Drift and forecast come from one look.
	const ledger = once(() => lookAtLedger(client, month, nowMs() - RECENT_DAYS * DAY_MS));
	return {
		database: () => probeDatabase(client),
		storage: () => probeStorage(client, nowMs()),
		render: () => probeRender(client, env.SERVICE_KEY),
		configuration: async () => ({
			variableFaults: [...variableFaults, ...channelFaults(env)],
			renderTimeoutSeconds: env.RENDER_TIMEOUT_SECONDS,
			hasServiceKey: env.SERVICE_KEY !== undefined,
			render: await readRenderSettings(client),
		}),
		quota: async () => ({ committedMs: await facts.committedMs(), limitMs, warnShare: env.QUOTA_WARN }),
		forecast: async () => {
			const { committedMs, recentMs } = await ledger();
			const [fromMs, toMs] = [Date.parse(`${month}-01T00:00:00.000Z`), Date.parse(monthEnd(month))];
			const { endMs } = forecastOf({ nowMs: nowMs(), fromMs, toMs, committedMs, limitMs, recentMs });
			return { forecastMs: endMs, limitMs };
		},
		failures: async () => ({ jobs: await facts.endedJobs(), nowMs: nowMs() }),
		queue: facts.queue,
		stuck: facts.stuck,
		driftMs: async () => {
			const { driftMs } = await ledger();
			onDrift(driftMs ?? 0);
			return driftMs;
		},
		bucket: async () => {
			const limitBytes = env.STORAGE_LIMIT_GIB === 0 ? null : env.STORAGE_LIMIT_GIB * GIB;
			return { ...(await readBucket(client)), limitBytes, renderFileBytes: BUCKET_FILE_BYTES };
		},
		webhooks: facts.webhooks,
		channels: Object.fromEntries(
			channels.map((name) => [name, async () => ({ failingSinceMs: failingSinceIn(memory, name) })]),
		),
	};
}
