import type { Execution, WebhookPorts } from "../context.ts";
import type { InputFiles } from "../pictures/input-files.ts";
import type { RowStore } from "../row-store.ts";
import {
	type DeliveryPorts,
	type DueOptions,
	type DueReport,
	deliverDue,
	deliverOnce,
} from "../webhooks/deliver.ts";
import { createDelivery, toDeliveryId } from "../webhooks/delivery.ts";
import { closeEndedBatches, closeIfEnded } from "./close-batch.ts";

export type StartedDeliveries = Omit<WebhookPorts, "problem"> & {
	/** The store to work with: it sees which jobs end. */
	readonly store: RowStore;
};

/**
 * Begins what follows the end of a job as soon as that is committed, beside the work: no job waits for it or fails with it. It is the
 * first attempt of each delivery, whose row exists by then, and the removal of the private file with its pictures. The sweep does what
 * fails here.
 */
export function startDeliveries(
	store: RowStore,
	delivery: DeliveryPorts,
	{ log, inputs }: Pick<Execution, "log"> & { readonly inputs: Pick<InputFiles, "remove"> },
): StartedDeliveries {
	const running = new Set<Promise<unknown>>();
	const start = (work: () => Promise<unknown>) => {
		const started: Promise<unknown> = work()
			.catch((error: unknown) => log("what follows an end was left to the sweep", { error }))
			.finally(() => running.delete(started));
		running.add(started);
	};
	const announce: WebhookPorts["announce"] = async (...batchEnd) => {
		const deliveryId = await createBatchDelivery(store, delivery, batchEnd);
		start(() => deliverOnce(deliveryId, delivery));
	};
	const afterEnd = async (jobId: string) => {
		const job = await store.find("jobs", jobId, ["batchId", "webhook", "inputFileId"]);
		if (job === null) return;
		const { inputFileId } = job;
		if (inputFileId !== null) start(() => inputs.remove(inputFileId));
		if (job.webhook !== null) start(async () => deliverOnce(await toDeliveryId("job", jobId), delivery));
		if (job.batchId !== null) await closeIfEnded(job.batchId, { store, announce });
	};
	const transact: RowStore["transact"] = async (operations) => {
		await store.transact(operations);
		for (const { action, table, id } of operations) {
			if (action === "create" && table === "jobEnds") start(() => afterEnd(id));
		}
	};
	return {
		store: { ...store, transact },
		announce,
		settled: async () => {
			while (running.size > 0) await Promise.all(running);
		},
	};
}

export type WebhookSweepOptions = DueOptions & {
	/** Whether another batch may be read. Default: always. */
	readonly mayGoOn?: () => boolean;
};

export type WebhookSweep = DueReport & { readonly closedBatches: readonly string[] };

/**
 * The sweep's part for webhooks: closes batches that ended unseen or were cut short, and makes the attempts that are due, for about a
 * minute. Two at once do no harm. Rejects when the database cannot be read.
 */
export async function sweepWebhooks(
	store: RowStore,
	delivery: DeliveryPorts,
	{ mayGoOn, ...due }: WebhookSweepOptions = {},
): Promise<WebhookSweep> {
	const { nowMs } = delivery;
	const announce: WebhookPorts["announce"] = async (...batchEnd) => {
		await createBatchDelivery(store, delivery, batchEnd);
	};
	const closedBatches = await closeEndedBatches({ store, announce, nowMs }, mayGoOn);
	return { ...(await deliverDue(delivery, due)), closedBatches };
}

async function createBatchDelivery(
	store: RowStore,
	{ nowMs }: DeliveryPorts,
	[endId, target, payload]: Parameters<WebhookPorts["announce"]>,
): Promise<string> {
	const { details: _, ...essential } = payload;
	const id = await toDeliveryId("batch", endId);
	const values = createDelivery({ target, event: "batch.ended", payload }, essential, nowMs());
	await store.create("deliveries", [{ id, ...values }]);
	return id;
}
