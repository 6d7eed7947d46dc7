import { storedError } from "../../core/stored-error.ts";
import { HOUR_MS } from "../../core/time.ts";
import { findBatch, notSentAgain, wasGivenUp } from "./batch.ts";
import type { BatchPorts } from "./ports.ts";
import { batchBody, batchState } from "./state-of-batch.ts";

export type ClosePorts = Pick<BatchPorts, "store" | "announce">;

const UNENDED = ["queued", "rendering", "uploading"] as const;

/**
 * Closes a batch of which all jobs have ended, and has its webhook told. May be called at any time, by several at once: the
 * delivery's id is a hash of the batch's, so it is made once, and before the word that the batch is closed.
 */
export async function closeIfEnded(batchId: string, ports: ClosePorts): Promise<boolean> {
	const { store, announce } = ports;
	const batch = await findBatch(store, batchId);
	if (batch === null || batch.state !== "open") return false;
	const unended = await store.list("jobs", {
		where: { batchId, status: UNENDED },
		orderBy: "createdAtMs",
		limit: 1,
		fields: [],
	});
	if (unended.length > 0) return false;
	if (batch.webhook !== null) {
		const summary = await batchState(batch, ports);
		const details = summary.details.map(({ index, jobId, status }) => ({ index, jobId, status }));
		const error = batch.error === null ? {} : { error: storedError(batch.error) };
		const payload = { ...batchBody(batchId, { ...summary, details }), ...error };
		// One that is sent again ends once more, and that is another thing to tell.
		const endId = wasGivenUp(batch) ? `${batchId} unfinished` : batchId;
		await announce(endId, batch.webhook, payload);
	}
	await store.update("batches", batchId, { state: "closed" });
	return true;
}

/** So many open batches are looked at in one sweep, the oldest first. */
const LOOK = 25;

/** How long a batch that was cut short may be sent again before it is given up. */
const SENT_AGAIN_MS = HOUR_MS;

/** Closes those batches whose last job ended where nobody could see to it, and those that were cut short and not sent again. */
export async function closeEndedBatches(
	ports: ClosePorts & Pick<BatchPorts, "nowMs">,
	mayGoOn: () => boolean = () => true,
): Promise<readonly string[]> {
	await giveUpUnfinished(ports, mayGoOn);
	const open = await ports.store.list("batches", {
		where: { state: "open" },
		orderBy: "createdAtMs",
		limit: LOOK,
		fields: [],
	});
	const closed: string[] = [];
	for (const { id } of open) if (mayGoOn() && (await closeIfEnded(id, ports))) closed.push(id);
	return closed;
}

/** What is no job of it by now will be none, unless it is sent again. */
async function giveUpUnfinished(
	{ store, nowMs }: Pick<BatchPorts, "store" | "nowMs">,
	mayGoOn: () => boolean,
): Promise<void> {
	const before = nowMs() - SENT_AGAIN_MS;
	const cutShort = await store.list("batches", {
		where: { state: "accepting", createdAtMs: { before } },
		orderBy: "createdAtMs",
		limit: LOOK,
		fields: ["updatedAtMs"],
	});
	const error = notSentAgain();
	for (const { id, updatedAtMs } of cutShort) {
		// An old one that was given up and sent again is being accepted now.
		if (!mayGoOn() || updatedAtMs >= before) continue;
		await store.update("batches", id, { state: "open", error });
	}
}
