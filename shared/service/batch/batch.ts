import { ChatreelError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import type { Context } from "../context.ts";
import type { RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";

export type Batch = Row<"batches"> & { readonly quoted: number };

export async function findBatch(store: Pick<RowStore, "find">, batchId: string): Promise<Batch | null> {
	const row = await store.find("batches", batchId);
	// Early releases created the row after quoting all items.
	return row === null ? null : { ...row, quoted: row.quoted ?? row.total };
}

/** The job id of an item: a hash of owner, batch and place. */
export async function jobIdInBatch(userId: string | null, batchId: string, index: number): Promise<string> {
	return (await sha256Hex(JSON.stringify([userId, batchId, index]))).slice(0, 32);
}

export function statusWithoutJob({ error }: Pick<Batch, "error">): "queued" | "skipped" | "cancelled" {
	if (error === null) return "queued";
	return error.kind === "CANCELLED" ? "cancelled" : "skipped";
}

/** For a batch whose acceptance was interrupted and not continued. */
export function batchNotResumed(): ChatreelError {
	const message =
		"The batch was interrupted before all its jobs were created, and was not sent again within an hour. Send it again with the same batchId to create the rest.";
	return new ChatreelError("TIMEOUT", message);
}

export function wasGivenUp({ error }: Pick<Batch, "error">): boolean {
	return error?.kind === "TIMEOUT";
}

/** Whether the same request, sent again, creates the missing jobs. */
export function isUnfinished(batch: Batch): boolean {
	return batch.state === "accepting" || wasGivenUp(batch);
}

export function batchNotFound(batchId: string): ChatreelError {
	const message = `There is no batch ${JSON.stringify(batchId.slice(0, 60))} of yours.`;
	return new ChatreelError("NOT_FOUND", message);
}

/** The part of a synchronous execution for closing the batch and for the answer. */
const CLOSE_MS = 7000;

/** Whether there is time for another page of a batch before the execution must answer. */
export function hasTimeLeft({ nowMs, execution, bounds }: BatchTime): boolean {
	return nowMs() - execution.startedMs < bounds.syncMs - CLOSE_MS;
}

export type BatchTime = Pick<Context, "nowMs"> & {
	readonly execution: Pick<Context["execution"], "startedMs">;
	readonly bounds: Pick<Context["bounds"], "syncMs">;
};
