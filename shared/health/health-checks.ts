import type { Check } from "./check.ts";
import { appwrite } from "./checks/appwrite.ts";
import { bucket } from "./checks/bucket.ts";
import { channelCheck } from "./checks/channel.ts";
import { configuration } from "./checks/configuration.ts";
import { database } from "./checks/database.ts";
import { failures } from "./checks/failures.ts";
import { failuresHour } from "./checks/failures-hour.ts";
import { ledger } from "./checks/ledger.ts";
import { queue } from "./checks/queue.ts";
import { quota } from "./checks/quota.ts";
import { quotaForecast } from "./checks/quota-forecast.ts";
import { render } from "./checks/render.ts";
import { storage } from "./checks/storage.ts";
import { stuckJobs } from "./checks/stuck-jobs.ts";
import { webhooks } from "./checks/webhooks.ts";
import type { HealthPorts } from "./ports.ts";

/** In the order in which reports and tables show them. `repairs` comes after them, when it is known how the repairs went. */
export function listHealthChecks(channels: readonly string[]): readonly Check<HealthPorts>[] {
	return [
		appwrite,
		database,
		storage,
		render,
		configuration,
		quota,
		quotaForecast,
		failures,
		failuresHour,
		queue,
		stuckJobs,
		ledger,
		bucket,
		webhooks,
		...channels.map(channelCheck),
	];
}
