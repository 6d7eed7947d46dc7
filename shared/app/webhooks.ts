import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { type AppwriteClient, type Connection, createClient } from "../platform/appwrite/client.ts";
import type { Env } from "../platform/node/env.ts";
import { createWebhookSender } from "../platform/node/webhook-sender.ts";
import { closeEndedBatches, closeIfEnded } from "../service/batch/close-batch.ts";
import type { BatchPorts } from "../service/batch/ports.ts";
import type { RowStore } from "../service/row-store.ts";
import { TABLES } from "../service/tables.ts";
import {
	type DeliveryPorts,
	type DueOptions,
	type DueReport,
	deliverDue,
	deliverOnce,
} from "../service/webhooks/deliver.ts";
import { deliveryIdOf, newDelivery } from "../service/webhooks/delivery.ts";
import { webhookProblem } from "../service/webhooks/target.ts";

export type WebhookEnv = Pick<Env, "WEBHOOK_SECRET" | "ALLOW_PRIVATE_WEBHOOKS">;

export type EndTeller = {
	/** The store to work with: it sees which jobs end. */
	readonly store: RowStore;
	readonly announce: BatchPorts["announce"];
	/** When the first attempts that were begun here are over: at the most about 10 s after the last end. Never rejects. */
	readonly settled: () => Promise<void>;
};

/** What is allowed where a webhook is not. */
export function webhookProblemOf(env: WebhookEnv): (target: string) => string | null {
	const rules = { allowPrivate: env.ALLOW_PRIVATE_WEBHOOKS, hasSecret: env.WEBHOOK_SECRET !== undefined };
	return (target) => webhookProblem(target, rules);
}

/**
 * Begins the first attempt of each delivery as soon as the end is committed that it tells of, beside the work and without a word to
 * it. Whatever comes to nothing here is due for the sweep: the deliveries' rows are there already.
 */
export function tellEnds(
	client: AppwriteClient,
	env: WebhookEnv,
	log: (event: string, fields: Readonly<Record<string, unknown>>) => void,
): EndTeller {
	const plain = createAppwriteRowStore(client, TABLES);
	const delivery = deliveryPorts(plain, env);
	const underWay = new Set<Promise<unknown>>();
	const begin = (work: () => Promise<unknown>) => {
		const running: Promise<unknown> = work()
			.catch((error: unknown) => log("a webhook was left to the sweep", { error }))
			.finally(() => underWay.delete(running));
		underWay.add(running);
	};
	const announce: EndTeller["announce"] = async (endId, target, payload) => {
		const deliveryId = await announceBatch(plain, endId, target, payload);
		begin(() => deliverOnce(deliveryId, delivery));
	};
	const afterEnd = async (jobId: string) => {
		const job = await plain.find("jobs", jobId, ["batchId", "webhook"]);
		if (job === null) return;
		if (job.webhook !== null) begin(async () => deliverOnce(await deliveryIdOf("job", jobId), delivery));
		if (job.batchId !== null) await closeIfEnded(job.batchId, { store: plain, announce });
	};
	const transact: RowStore["transact"] = async (operations) => {
		await plain.transact(operations);
		for (const { action, table, id } of operations) {
			if (action === "create" && table === "jobEnds") begin(() => afterEnd(id));
		}
	};
	return {
		store: { ...plain, transact },
		announce,
		settled: async () => {
			while (underWay.size > 0) await Promise.all(underWay);
		},
	};
}

export type WebhookOptions = DueOptions & {
	readonly nowMs?: () => number;
	/** Whether another batch may be looked at. Default: always. */
	readonly mayGoOn?: () => boolean;
};

export type DoneWebhooks = DueReport & { readonly closedBatches: readonly string[] };

/** What `deliverDueBy` does, for a command. */
export function deliverDueWebhooks(
	connection: Connection,
	env: WebhookEnv,
	nowMs: () => number = Date.now,
): Promise<DoneWebhooks> {
	return deliverDueBy(createClient(connection), env, { nowMs });
}

/**
 * What the sweep does for webhooks: closes batches whose end nobody told or that were cut short, and delivers what is due, for about a minute at the most.
 * May run beside another of its kind. Rejects where the database cannot be read.
 */
export async function deliverDueBy(
	client: AppwriteClient,
	env: WebhookEnv,
	{ nowMs = Date.now, count, limitMs, mayGoOn }: WebhookOptions = {},
): Promise<DoneWebhooks> {
	const store = createAppwriteRowStore(client, TABLES);
	const announce: BatchPorts["announce"] = async (endId, target, payload) => {
		await announceBatch(store, endId, target, payload);
	};
	const closedBatches = await closeEndedBatches({ store, announce, nowMs }, mayGoOn);
	const report = await deliverDue({ ...deliveryPorts(store, env), nowMs }, { count, limitMs });
	return { ...report, closedBatches };
}

function deliveryPorts(store: RowStore, env: WebhookEnv): DeliveryPorts {
	const send = createWebhookSender({ allowPrivate: env.ALLOW_PRIVATE_WEBHOOKS });
	return { store, send, secret: env.WEBHOOK_SECRET, nowMs: Date.now };
}

async function announceBatch(
	store: RowStore,
	...[endId, target, payload]: Parameters<BatchPorts["announce"]>
): Promise<string> {
	const { details: _, ...essential } = payload;
	const told = { target, event: "batch.ended", payload };
	const deliveryId = await deliveryIdOf("batch", endId);
	await store.create("deliveries", [{ id: deliveryId, ...newDelivery(told, essential, Date.now()) }]);
	return deliveryId;
}
