import { type RetryPolicy, retry } from "../core/retry.ts";
import { toIso } from "../core/time.ts";
import { createAlertStore } from "../health/alert-store.ts";
import { type CheckResult, createMeasure, runChecks } from "../health/check.ts";
import { listHealthChecks } from "../health/health-checks.ts";
import { type AlertMessage, findFailingSince } from "../health/notify-alerts.ts";
import type { HealthPorts } from "../health/ports.ts";
import { type Connection, createClient } from "../platform/appwrite/client.ts";
import type { Env } from "../platform/node/env.ts";
import { alertChannels } from "./alert-channels.ts";
import { healthPorts } from "./health-ports.ts";

/** Whether a channel took a message: null, or what it threw. */
type Delivery = { readonly channel: string; readonly failure: unknown };

export type HealthCommand = {
	/** The checks of a health cycle, by this machine's key. Nothing is repaired, notified or stored. */
	readonly check: () => Promise<readonly CheckResult[]>;
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
	const ports = healthPorts(client, env, variableFaults);
	return {
		check: async () => {
			const alerts = createAlertStore();
			await alerts.load(ports.store);
			const measure = createMeasure<HealthPorts>({
				...ports,
				failingSince: (channel) => findFailingSince(alerts, channel),
			});
			return runChecks(listHealthChecks(Object.keys(channels)), measure, { onThrown });
		},
		testAlert: () =>
			Promise.all(
				Object.entries(channels).map(async ([channel, send]) => {
					const message = createTestMessage();
					const failure: unknown = await retry(() => send(message), TEST_RETRY).then(
						() => null,
						(thrown: unknown) => thrown,
					);
					return { channel, failure };
				}),
			),
	};
}

function createTestMessage(): AlertMessage {
	const remark = "Somebody asked for it by npm run health -- --test-alert. Nothing is wrong.";
	const at = toIso(Date.now());
	return { id: crypto.randomUUID(), at, title: "chatreel: this is a test", alerts: [], remark };
}
