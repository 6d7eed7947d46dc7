import { once } from "../core/once.ts";
import { DAY_MS } from "../core/time.ts";
import { type AlertMemory, failingSinceIn } from "../health/alert-record.ts";
import type { HealthProbes } from "../health/probes.ts";
import type { AppwriteClient } from "../platform/appwrite/client.ts";
import { BUCKET_FILE_BYTES } from "../platform/appwrite/deliver-to-bucket.ts";
import { createHealthFacts } from "../platform/appwrite/health-facts.ts";
import {
	probeDatabase,
	probeRender,
	probeStorage,
	readBucket,
	readRenderSettings,
} from "../platform/appwrite/health-probes.ts";
import { readServer } from "../platform/appwrite/server-facts.ts";
import type { Env } from "../platform/node/env.ts";
import { type Drift, driftMs } from "../service/quota/drift.ts";
import { computeForecast } from "../service/quota/forecast.ts";
import { createLookRoom, type LedgerLook, lookAtLedger } from "../service/quota/ledger-look.ts";
import { monthBefore, monthEnd, monthStart, toMonth } from "../service/quota/months.ts";
import type { RowStore } from "../service/row-store.ts";
import { channelFaults } from "./alert-channels.ts";
import { limitsIn } from "./limits.ts";

export type HealthSurroundings = {
	readonly client: AppwriteClient;
	/** Which tries nothing twice. */
	readonly store: RowStore;
	readonly env: Env;
	/** What is wrong with the variables. */
	readonly variableFaults: readonly string[];
	/** The channels that are set, by name. */
	readonly channels: readonly string[];
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
	/** Told which counters are not what the ledger says, once that is known. */
	readonly onDrifts?: (drifts: readonly Drift[]) => void;
};

const GIB = 2 ** 30;

/** Looks at a real Appwrite. */
export function healthProbes(surroundings: HealthSurroundings, memory: AlertMemory): HealthProbes {
	const { client, store, env, variableFaults, channels, nowMs, onDrifts = () => {} } = surroundings;
	const facts = createHealthFacts(client, nowMs);
	const { monthMs: limitMs } = limitsIn(env);
	// Drift and forecast come from one look.
	const ledger = once(() => lookAtMonths(store, nowMs));
	return {
		server: () => readServer(client),
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
			const [{ month, committedMs, recentMs }] = await ledger();
			const [fromMs, toMs] = [monthStart(month), Date.parse(monthEnd(month))];
			const { endMs } = computeForecast({ nowMs: nowMs(), fromMs, toMs, committedMs, limitMs, recentMs });
			return { forecastMs: endMs, limitMs };
		},
		failures: async () => ({ jobs: await facts.endedJobs(), nowMs: nowMs() }),
		queue: facts.queue,
		stuck: facts.stuck,
		ledger: async () => {
			const looks = await ledger();
			onDrifts(looks.flatMap(({ drifts }) => drifts ?? []));
			return looks.map(({ month, drifts, isWhole }) => {
				const drift = drifts === null ? null : { counterCount: drifts.length, ms: driftMs(drifts) };
				return { month, drift, isWhole };
			});
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

/** This month's ledger and, in its first day, the last month's: a job that was reserved before midnight is settled into that. */
async function lookAtMonths(
	store: RowStore,
	nowMs: () => number,
): Promise<readonly [LedgerLook, ...LedgerLook[]]> {
	const now = nowMs();
	const mayRead = createLookRoom(nowMs);
	const look = (month: string) => lookAtLedger(store, month, { nowMs: now, mayRead });
	const month = toMonth(now);
	const present = await look(month);
	const isFirstDay = now - monthStart(month) < DAY_MS;
	return isFirstDay ? [present, await look(monthBefore(month))] : [present];
}
