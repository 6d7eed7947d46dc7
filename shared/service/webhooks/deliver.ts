import type { RowStore } from "../row-store.ts";
import type { Changes } from "../tables.ts";
import type { Delivery } from "./delivery.ts";
import { signatureOf } from "./sign.ts";

/** Null: it was taken (a 2xx). Else why not, in words for the owner of the job: nothing of what lies behind the target. */
export type SendWebhook = (message: {
	readonly target: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}) => Promise<string | null>;

export type DeliveryPorts = {
	readonly store: Pick<RowStore, "find" | "list" | "update">;
	readonly send: SendWebhook;
	/** Undefined: nothing is sent, and what is due stays due. */
	readonly secret: string | undefined;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
};

/** How long after the first to fourth failure the next attempt is made. With the first, five are made, in three hours. */
const WAITS_MS = [60_000, 300_000, 1_800_000, 7_200_000];
const MAX_DELIVERIES = WAITS_MS.length + 1;

/** An attempt that was begun and not told of is made again after this: it lasts 10 s at the most. */
const ATTEMPT_MS = 60_000;

/**
 * One attempt of a delivery, if it is still due; gives what it stands at. The attempt is counted before it is made, so
 * that a target that kills its sender is not tried for ever. A receiver may be told twice (the answer can get lost), with
 * the same `x-chatreel-delivery`. Rejects only where the database does.
 */
export async function deliverOnce(
	deliveryId: string,
	{ store, send, secret, nowMs }: DeliveryPorts,
): Promise<Delivery | null> {
	const delivery = await store.find("deliveries", deliveryId);
	if (delivery === null || secret === undefined) return null;
	if (delivery.state !== "due") return delivery;
	const write = async (changes: Changes<"deliveries">): Promise<Delivery> => {
		await store.update("deliveries", deliveryId, changes);
		return { ...delivery, ...changes };
	};
	if (delivery.attempt >= MAX_DELIVERIES) return write({ state: "given_up" });
	const attempt = delivery.attempt + 1;
	await write({ attempt, nextAtMs: nowMs() + ATTEMPT_MS });
	const failure = await send(await messageOf(delivery, secret, nowMs())).catch(() => "It could not be sent.");
	if (failure === null) return write({ state: "delivered", attempt, failure: null });
	const waitMs = WAITS_MS[attempt - 1];
	if (waitMs === undefined) return write({ state: "given_up", attempt, failure });
	return write({ attempt, failure, nextAtMs: nowMs() + waitMs });
}

export type DueReport = { readonly delivered: string[]; readonly failed: string[] };

/** So many deliveries are tried in one go: each takes 10 s at the most. */
const DUE_COUNT = 50;

export type DueOptions = {
	/** Deliveries that are tried at the most. Default 50. */
	readonly count?: number | undefined;
	/** How long deliveries are begun, in ms. Default: a minute. */
	readonly limitMs?: number | undefined;
};

/**
 * Delivers what is due, the longest due first, one after the other. What is left is for the next time. One that cannot be
 * delivered stops no other.
 */
export async function deliverDue(
	ports: DeliveryPorts,
	{ count = DUE_COUNT, limitMs = 60_000 }: DueOptions = {},
): Promise<DueReport> {
	const report: DueReport = { delivered: [], failed: [] };
	if (ports.secret === undefined) return report;
	const beganMs = ports.nowMs();
	const due = await ports.store.list("deliveries", {
		where: { state: "due", nextAtMs: { before: beganMs } },
		orderBy: "nextAtMs",
		limit: count,
		fields: [],
	});
	for (const { id } of due) {
		if (ports.nowMs() - beganMs > limitMs) break;
		const after = await deliverOnce(id, ports).catch(() => null);
		(after?.state === "delivered" ? report.delivered : report.failed).push(id);
	}
	return report;
}

async function messageOf({ id, target, event, payload }: Delivery, secret: string, nowMs: number) {
	const headers = {
		"content-type": "application/json",
		"user-agent": "chatreel",
		"x-chatreel-event": event,
		"x-chatreel-delivery": id,
		"x-chatreel-signature": await signatureOf(secret, payload, Math.floor(nowMs / 1000)),
	};
	return { target, headers, body: payload };
}
