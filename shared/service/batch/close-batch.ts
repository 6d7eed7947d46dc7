import { toStoredError } from "../../core/error-body.ts";
import { HOUR_MS } from "../../core/time.ts";
import type { Context, WebhookPorts } from "../context.ts";
import { batchNotResumed, findBatch, wasGivenUp } from "./batch.ts";
import { readBatchSummary, toBatchBody } from "./batch-summary.ts";

type ClosePorts = Pick<Context, "store"> & Pick<WebhookPorts, "announce">;

const UNENDED = ["queued", "rendering", "uploading"] as const;

/**
 * Closes a batch whose jobs have all ended, and creates its webhook delivery. Idempotent, also when called concurrently: the id
 * of the delivery is a hash of the batch id. The delivery is created before the batch is closed.
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
		const summary = await readBatchSummary(batch, ports);
		const details = summary.details.map(({ index, jobId, status }) => ({ index, jobId, status }));
		const error = batch.error === null ? {} : { error: toStoredError(batch.error) };
		const payload = { ...toBatchBody(batchId, { ...summary, details }), ...error };
		// A batch that was given up may be sent again and end again: a second end, with a delivery of its own.
		const endId = wasGivenUp(batch) ? `${batchId} unfinished` : batchId;
		await announce(endId, batch.webhook, payload);
	}
	await store.update("batches", batchId, { state: "closed" });
	return true;
}

/** Batches read in one sweep, oldest first. */
const BATCHES_PER_SWEEP = 25;

/** An interrupted batch is given up after this. */
const GIVE_UP_MS = HOUR_MS;

/** Closes batches whose last job ended unnoticed, and gives up interrupted batches that were not sent again. */
export async function closeEndedBatches(
	ports: ClosePorts & Pick<Context, "nowMs">,
	mayGoOn: () => boolean = () => true,
): Promise<readonly string[]> {
	await giveUpUnfinished(ports, mayGoOn);
	const open = await ports.store.list("batches", {
		where: { state: "open" },
		orderBy: "createdAtMs",
		limit: BATCHES_PER_SWEEP,
		fields: [],
	});
	const closed: string[] = [];
	for (const { id } of open) if (mayGoOn() && (await closeIfEnded(id, ports))) closed.push(id);
	return closed;
}

/** Their missing jobs are skipped, unless the batch is sent again. */
async function giveUpUnfinished(
	{ store, nowMs }: Pick<Context, "store" | "nowMs">,
	mayGoOn: () => boolean,
): Promise<void> {
	const before = nowMs() - GIVE_UP_MS;
	const interrupted = await store.list("batches", {
		where: { state: "accepting", createdAtMs: { before } },
		orderBy: "createdAtMs",
		limit: BATCHES_PER_SWEEP,
		fields: ["updatedAtMs"],
	});
	const error = batchNotResumed();
	for (const { id, updatedAtMs } of interrupted) {
		// A recent update: it was given up, sent again, and is being accepted now.
		if (!mayGoOn() || updatedAtMs >= before) continue;
		await store.update("batches", id, { state: "open", error });
	}
}
