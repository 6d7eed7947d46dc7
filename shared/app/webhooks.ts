import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import type { AppwriteClient } from "../platform/appwrite/client.ts";
import type { Env } from "../platform/node/env.ts";
import { createWebhookSender } from "../platform/node/webhook-sender.ts";
import {
	sweepWebhooks,
	type WebhookSweep,
	type WebhookSweepOptions,
} from "../service/batch/start-deliveries.ts";
import type { WebhookProblem } from "../service/quote/request.ts";
import type { RowStore } from "../service/row-store.ts";
import { TABLES } from "../service/tables.ts";
import type { DeliveryPorts } from "../service/webhooks/deliver.ts";
import { webhookProblem } from "../service/webhooks/target.ts";

type WebhookEnv = Pick<Env, "WEBHOOK_SECRET" | "ALLOW_PRIVATE_WEBHOOKS">;

export function webhookRules(env: WebhookEnv): WebhookProblem {
	const rules = { allowPrivate: env.ALLOW_PRIVATE_WEBHOOKS, hasSecret: env.WEBHOOK_SECRET !== undefined };
	return (target) => webhookProblem(target, rules);
}

export function deliveryPorts(
	store: RowStore,
	env: WebhookEnv,
	nowMs: () => number = Date.now,
): DeliveryPorts {
	const send = createWebhookSender({ allowPrivate: env.ALLOW_PRIVATE_WEBHOOKS });
	return { store, send, secret: env.WEBHOOK_SECRET, nowMs };
}

export function deliverDueWebhooks(
	client: AppwriteClient,
	env: WebhookEnv,
	{ nowMs, ...options }: WebhookSweepOptions & { readonly nowMs?: () => number } = {},
): Promise<WebhookSweep> {
	const store = createAppwriteRowStore(client, TABLES);
	return sweepWebhooks(store, deliveryPorts(store, env, nowMs), options);
}
