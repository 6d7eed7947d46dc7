import { type RetryPolicy, retry } from "../core/retry.ts";
import { testMessage } from "../health/alert-message.ts";
import { memoryOf } from "../health/alert-record.ts";
import { alertRows } from "../health/alert-store.ts";
import { checkHealth } from "../health/check-health.ts";
import type { HealthCheck } from "../health/health-check.ts";
import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { type Connection, createClient } from "../platform/appwrite/client.ts";
import type { Env } from "../platform/node/env.ts";
import { TABLES } from "../service/tables.ts";
import { alertChannels } from "./alert-channels.ts";
import { healthProbes } from "./health-probes.ts";

/** Whether a channel took a message: null, or what it threw. */
export type Delivery = { readonly channel: string; readonly failure: unknown };

export type HealthCommand = {
	/** The checks of a tick, by this machine's key. Nothing is repaired, told or kept. */
	readonly check: () => Promise<readonly HealthCheck[]>;
	/** Sends a test message to each channel that is set. */
	readonly testAlert: () => Promise<readonly Delivery[]>;
};

/** Somebody waits at the screen. */
const TEST_RETRY: RetryPolicy = { attempts: 2, baseMs: 500, capMs: 500 };

export function openHealth(
	connection: Connection,
	env: Env,
	variableFaults: readonly string[],
	onThrown: (name: string, thrown: unknown) => void,
): HealthCommand {
	const client = createClient(connection);
	const channels = alertChannels(client, env);
	const nowMs = () => Date.now();
	const store = createAppwriteRowStore(client, TABLES, { retries: false });
	const surroundings = { client, store, env, variableFaults, nowMs, channels: Object.keys(channels) };
	return {
		check: async () => {
			const rows = await alertRows(store)
				.list()
				.catch(() => []);
			return checkHealth(healthProbes(surroundings, memoryOf(rows)), { nowMs, onThrown });
		},
		testAlert: () =>
			Promise.all(
				Object.entries(channels).map(async ([channel, send]) => {
					const message = testMessage(nowMs());
					const failure: unknown = await retry(() => send(message), TEST_RETRY).then(
						() => null,
						(thrown: unknown) => thrown,
					);
					return { channel, failure };
				}),
			),
	};
}
