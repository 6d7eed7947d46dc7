import type { JsonObject } from "../core/json.ts";
import { RENDERS } from "../jobs/job.ts";
import { BATCHES, findBatch } from "./batch.ts";
import type { BatchPorts } from "./ports.ts";
import { batchState } from "./state-of-batch.ts";

export type ClosePorts = Pick<BatchPorts, "store" | "rows" | "announce">;

const UNENDED = ["queued", "rendering", "uploading"];

/**
 * Closes a batch of which all jobs have ended, and has its webhook told. May be called at any time, by several at once: the
 * delivery has the batch's own id, so it is made once, and before the word that the batch is closed.
 */
export async function closeIfEnded(batchId: string, ports: ClosePorts): Promise<boolean> {
	const { store, rows, announce } = ports;
	const batch = await findBatch(store, batchId);
	if (batch === null || batch.state !== "open") return false;
	const unended = await rows.list(RENDERS, {
		...{ equal: { batchId: [batchId], status: UNENDED }, orderBy: "$createdAt" },
		...{ limit: 1, columns: [] },
	});
	if (unended.length > 0) return false;
	if (batch.webhook !== null) {
		const { details, ...counts } = await batchState(batch, ports);
		const short = details.map(({ index, jobId, status }) => ({ index, jobId, status }));
		const error = batch.error === null ? {} : { error: batch.error };
		const payload = { batchId, ...counts, ...error, details: short };
		await announce(batchId, batch.webhook, payload as unknown as JsonObject);
	}
	await store.update(BATCHES, batchId, { state: "closed" });
	return true;
}

/** So many open batches are looked at in one sweep, the oldest first. */
const LOOK = 25;

/** Closes those batches whose last job ended where nobody could see to it. */
export async function closeEndedBatches(
	ports: ClosePorts,
	mayGoOn: () => boolean = () => true,
): Promise<readonly string[]> {
	const open = await ports.rows.list(BATCHES, {
		...{ equal: { state: ["open"] }, orderBy: "$createdAt", limit: LOOK, columns: [] },
	});
	const closed: string[] = [];
	for (const { $id } of open) if (mayGoOn() && (await closeIfEnded($id, ports))) closed.push($id);
	return closed;
}
