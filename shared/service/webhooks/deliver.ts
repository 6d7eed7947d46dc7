import { type EpochMs, MINUTE_MS } from "../../core/time.ts";
import type { RowStore } from "../row-store.ts";
import type { Changes } from "../tables.ts";
import type { Delivery } from "./delivery.ts";
import { signPayload } from "./sign.ts";

/** Null after a 2xx, else the failure in words for the owner of the job, which reveal nothing of the network behind the target. */
export type SendWebhook = (message: {
	readonly target: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}) => Promise<string | null>;

export type DeliveryPorts = {
	readonly store: Pick<RowStore, "find" | "list" | "update">;
	readonly send: SendWebhook;
	/** Undefined: nothing is sent, and deliveries stay due. */
	readonly secret: string | undefined;
	readonly nowMs: () => EpochMs;
};

/** Waits after the first to fourth failure: five attempts within three hours. */
const WAITS_MS = [60_000, 300_000, 1_800_000, 7_200_000];
const MAX_DELIVERIES = WAITS_MS.length + 1;

/** An attempt without a recorded outcome is repeated after this; an attempt takes at most 10 s. */
const ATTEMPT_MS = 60_000;

/**
 * Makes one attempt of a delivery that is due, and returns the delivery. Counts the attempt first, so that a target that kills
 * its sender is not tried for ever. A receiver may get a message twice (its answer can get lost), with the same
 * `x-chatreel-delivery`. Rejects only when the database does.
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
	const failure = await send(await createMessage(delivery, secret, nowMs())).catch(
		() => "It could not be sent.",
	);
	if (failure === null) return write({ state: "delivered", attempt, failure: null });
	const waitMs = WAITS_MS[attempt - 1];
	if (waitMs === undefined) return write({ state: "given_up", attempt, failure });
	return write({ attempt, failure, nextAtMs: nowMs() + waitMs });
}

export type DueReport = { readonly delivered: string[]; readonly failed: string[] };

export type DueOptions = {
	/** The most deliveries to try: each takes up to 10 s. Default 50. */
	readonly count?: number | undefined;
	/** No delivery starts after this. Default: a minute. */
	readonly limitMs?: number | undefined;
};

/** Delivers what is due, the longest due first, one after the other. The next call does the rest. A failure stops no other delivery. */
export async function deliverDue(
	ports: DeliveryPorts,
	{ count = 50, limitMs = MINUTE_MS }: DueOptions = {},
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

async function createMessage({ id, target, event, payload }: Delivery, secret: string, nowMs: EpochMs) {
	return { target, headers: await createHeaders({ id, event, payload }, secret, nowMs), body: payload };
}

type Signed = Pick<Delivery, "id" | "event" | "payload">;

/** The headers of a signed message: its receiver can check who sent it, and tell when the same is sent again. */
export async function createHeaders({ id, event, payload }: Signed, secret: string, nowMs: EpochMs) {
	return {
		"x-chatreel-event": event,
		"x-chatreel-delivery": id,
		"x-chatreel-signature": await signPayload(secret, payload, Math.floor(nowMs / 1000)),
	};
}
