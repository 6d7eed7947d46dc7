import { type AppwriteClient, type Connection, createClient } from "../platform/appwrite/client.ts";
import { createRowList } from "../platform/appwrite/row-list.ts";
import { createRowStore } from "../platform/appwrite/row-store.ts";
import type { Env } from "../platform/node/env.ts";
import { createWebhookSender } from "../platform/node/webhook-sender.ts";
import { closeEndedBatches, closeIfEnded } from "../service/batch/close-batch.ts";
import type { BatchPorts } from "../service/batch/ports.ts";
import { JOB_ENDS, RENDERS, textOf } from "../service/jobs/job.ts";
import type { RowStore } from "../service/row-store.ts";
import { type DeliveryPorts, type DueReport, deliverDue, deliverOnce } from "../service/webhooks/deliver.ts";
import { DELIVERIES, deliveryIdOf, newDelivery } from "../service/webhooks/delivery.ts";
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
	const plain = createRowStore(client);
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
		const row = await plain.find(RENDERS, jobId, ["batchId", "webhook"]);
		const batchId = row === null ? null : textOf(row, "batchId");
		if (row !== null && textOf(row, "webhook") !== null) {
			begin(async () => deliverOnce(await deliveryIdOf("job", jobId), delivery));
		}
		if (batchId !== null)
			await closeIfEnded(batchId, { store: plain, rows: createRowList(client), announce });
	};
	const transact: RowStore["transact"] = async (operations) => {
		await plain.transact(operations);
		for (const { action, table, rowId } of operations) {
			if (action === "create" && table === JOB_ENDS) begin(() => afterEnd(rowId));
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

/** So many deliveries are tried in one go: each takes 10 s at the most. */
const DUE_COUNT = 50;

export type DueOptions = {
	readonly nowMs?: () => number;
	/** Deliveries that are tried at the most. Default 50. */
	readonly count?: number;
	/** How long deliveries are begun. Default: a minute. */
	readonly limitMs?: number;
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
	{ nowMs = Date.now, count = DUE_COUNT, limitMs, mayGoOn }: DueOptions = {},
): Promise<DoneWebhooks> {
	const store = createRowStore(client);
	const rows = createRowList(client);
	const announce: BatchPorts["announce"] = async (endId, target, payload) => {
		await announceBatch(store, endId, target, payload);
	};
	const closedBatches = await closeEndedBatches({ store, rows, announce, nowMs }, mayGoOn);
	const listDue = (at: string) =>
		rows.list(DELIVERIES, {
			...{ equal: { state: ["due"] }, between: { column: "nextAt", before: at } },
			...{ orderBy: "nextAt", limit: count, columns: [] },
		});
	const limit = limitMs === undefined ? {} : { limitMs };
	const report = await deliverDue({ ...deliveryPorts(store, env), listDue, nowMs }, limit);
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
	await store.create(DELIVERIES, deliveryId, newDelivery(told, essential, Date.now()));
	return deliveryId;
}
