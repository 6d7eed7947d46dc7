import { ChatreelError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import type { RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";

export type Batch = Row<"batches"> & { readonly quoted: number };

export async function findBatch(store: Pick<RowStore, "find">, batchId: string): Promise<Batch | null> {
	const row = await store.find("batches", batchId);
	// Before there were pages, a batch had its row when all of it was quoted.
	return row === null ? null : { ...row, quoted: row.quoted ?? row.total };
}

/** The job of an item: the same for the same owner, batch and place, and nobody else's. */
export async function jobIdInBatch(userId: string | null, batchId: string, index: number): Promise<string> {
	return (await sha256Hex(JSON.stringify([userId, batchId, index]))).slice(0, 32);
}

/** Where an item without a job stands. */
export function statusWithoutJob({ error }: Pick<Batch, "error">): "queued" | "skipped" | "cancelled" {
	if (error === null) return "queued";
	return error.kind === "CANCELLED" ? "cancelled" : "skipped";
}

/** Why a batch is given up that was cut short while it was accepted. */
export function notSentAgain(): ChatreelError {
	const message =
		"The batch was cut short before all its jobs were made, and was not sent again within an hour. Send it again with the same batchId to have the rest made.";
	return new ChatreelError("TIMEOUT", message);
}

export function wasGivenUp({ error }: Pick<Batch, "error">): boolean {
	return error?.kind === "TIMEOUT";
}

/** Whether the same request, sent again, makes what is missing of its jobs. */
export function isUnfinished(batch: Batch): boolean {
	return batch.state === "accepting" || wasGivenUp(batch);
}

export function batchNotFound(batchId: string): ChatreelError {
	const message = `There is no batch ${JSON.stringify(batchId.slice(0, 60))} of yours.`;
	return new ChatreelError("NOT_FOUND", message);
}
