import { once } from "../core/once.ts";
import {
	type HealthCheck,
	type HealthCheckOptions,
	type HealthCheckPlan,
	type HealthVerdict,
	runHealthCheck,
} from "./health-check.ts";
import { judgeBucket, judgeForecast, judgeLedger, judgeQuota } from "./judge-budget.ts";
import { judgeConfiguration } from "./judge-configuration.ts";
import {
	judgeHourlyFailures,
	judgeLastFailures,
	judgeQueue,
	judgeStuck,
	judgeWebhooks,
} from "./judge-jobs.ts";
import { judgeServer } from "./judge-server.ts";
import { judgeChannel, judgeDatabase, judgeRender, judgeStorage } from "./judge-services.ts";
import { channelAlert } from "./notify-alerts.ts";
import type { HealthProbes } from "./probes.ts";

/** What one read or write may take. */
const SHORT_MS = 10_000;
/** Several calls, or many rows. */
const LONG_MS = 25_000;
/** A container that starts cold, within the 30 s of a synchronous execution. */
const RENDER_MS = 28_000;

const DATABASE = "Look whether Appwrite's database works, and rows.read and rows.write are among the scopes.";

/**
 * Looks at everything at once, and gives one check for each thing, always in the same order. Never rejects, and no probe
 * hides another: what throws, or has not answered in its own time, has failed by itself.
 */
export async function checkHealth(
	probes: HealthProbes,
	options: HealthCheckOptions,
): Promise<readonly HealthCheck[]> {
	// Both failure rates come from one look.
	const failures = once(probes.failures);
	const plans: readonly HealthCheckPlan[] = [
		component(
			"appwrite",
			"appwrite:version",
			SHORT_MS,
			seen(probes.server, judgeServer),
			"Look whether functions.read is among the scopes.",
		),
		datastore("database", "database:responseTime", SHORT_MS, seen(probes.database, judgeDatabase), DATABASE),
		datastore(
			"storage",
			"storage:responseTime",
			LONG_MS,
			seen(probes.storage, judgeStorage),
			"Look whether Appwrite's storage works, and files.read and files.write are among the scopes.",
		),
		component(
			"render",
			"render:preflight",
			RENDER_MS,
			seen(probes.render, judgeRender),
			"Look at the executions of the function render, and whether both functions have the same SERVICE_KEY.",
		),
		component(
			"configuration",
			"configuration:faults",
			SHORT_MS,
			seen(probes.configuration, judgeConfiguration),
			"Look whether the function render is deployed, and functions.read is among the scopes.",
		),
		component("quota", "quota:utilization", SHORT_MS, seen(probes.quota, judgeQuota), DATABASE),
		component("quota-forecast", "quota:forecast", LONG_MS, seen(probes.forecast, judgeForecast), DATABASE),
		component("failures", "renders:failuresOfLastTen", SHORT_MS, seen(failures, judgeLastFailures), DATABASE),
		component(
			"failures-hour",
			"renders:failuresOfLastHour",
			SHORT_MS,
			seen(failures, judgeHourlyFailures),
			DATABASE,
		),
		component("queue", "queue:age", SHORT_MS, seen(probes.queue, judgeQueue), DATABASE),
		component("stuck-jobs", "renders:stuck", SHORT_MS, seen(probes.stuck, judgeStuck), DATABASE),
		component("ledger", "ledger:drift", LONG_MS, seen(probes.ledger, judgeLedger), DATABASE),
		datastore(
			"bucket",
			"storage:utilization",
			SHORT_MS,
			seen(probes.bucket, judgeBucket),
			"Look whether the bucket is there, and buckets.read is among the scopes.",
		),
		component("webhooks", "webhooks:backlog", SHORT_MS, seen(probes.webhooks, judgeWebhooks), DATABASE),
		...Object.entries(probes.channels).map(([name, look]) =>
			component(channelAlert(name), "alerts:channel", SHORT_MS, seen(look, judgeChannel), DATABASE),
		),
	];
	return Promise.all(plans.map((plan) => runHealthCheck(plan, options)));
}

const planOf =
	(componentType: HealthCheck["componentType"]) =>
	(
		name: string,
		key: string,
		limitMs: number,
		look: () => Promise<HealthVerdict>,
		advice: string,
	): HealthCheckPlan => ({ name, key, componentType, limitMs, look, advice });

const component = planOf("component");
const datastore = planOf("datastore");

/** A look: the probe, and what its value says. */
const seen =
	<Value>(probe: () => Promise<Value>, judge: (value: Value) => HealthVerdict) =>
	async () =>
		judge(await probe());
