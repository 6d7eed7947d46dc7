import { ChatreelError, ERROR_KINDS } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import type { JsonObject } from "../../core/json.ts";
import { jsonOf, numberOf, textOf } from "../jobs/job.ts";
import type { Row, RowStore } from "../row-store.ts";

/** The table of batches, as `appwrite.json` declares it. Only the functions read it. */
export const BATCHES = "batches";

/** An item that becomes no job, and why: what an error body has of it. */
export type Refusal = { readonly index: number; readonly error: JsonObject };

export type Batch = {
	readonly batchId: string;
	/** Null: nobody's, for service callers alone. */
	readonly userId: string | null;
	readonly total: number;
	readonly refused: readonly Refusal[];
	/** How many of its items, from the first, are quoted by now, and the sum of what they need, in CPU ms. */
	readonly quoted: number;
	readonly neededMs: number;
	/** `accepting`: its jobs are being made; `open`: all are; `closed`: all have ended, and whoever wanted to know is told. */
	readonly state: "accepting" | "open" | "closed";
	/** Why items that are no jobs (yet) will not be any: the quota, a cancel, or that nobody sent it again. Null: they will. */
	readonly error: JsonObject | null;
	readonly contentHash: string;
	readonly webhook: string | null;
};

function batchOf(row: Row): Batch {
	const refused: unknown = jsonOf(row, "refused");
	return {
		batchId: row.$id,
		userId: textOf(row, "userId"),
		total: numberOf(row, "total") ?? 0,
		refused: Array.isArray(refused) ? refused : [],
		// Before there were pages, a batch had its row when all of it was quoted.
		quoted: numberOf(row, "quoted") ?? numberOf(row, "total") ?? 0,
		neededMs: numberOf(row, "neededMs") ?? 0,
		state: (textOf(row, "state") ?? "accepting") as Batch["state"],
		error: jsonOf(row, "error"),
		contentHash: textOf(row, "contentHash") ?? "",
		webhook: textOf(row, "webhook"),
	};
}

export async function findBatch(store: Pick<RowStore, "find">, batchId: string): Promise<Batch | null> {
	const row = await store.find(BATCHES, batchId);
	return row === null ? null : batchOf(row);
}

/** The job of an item: the same for the same owner, batch and place, and nobody else's. */
export async function jobIdInBatch(userId: string | null, batchId: string, index: number): Promise<string> {
	return (await sha256Hex(JSON.stringify([userId, batchId, index]))).slice(0, 32);
}

/** Where an item without a job stands. */
export function statusWithoutJob({ error }: Pick<Batch, "error">): "queued" | "skipped" | "cancelled" {
	if (error === null) return "queued";
	return error["code"] === ERROR_KINDS.CANCELLED.code ? "cancelled" : "skipped";
}

/** Why a batch is given up that was cut short while it was accepted. */
export function notSentAgain(): ChatreelError {
	const message =
		"The batch was cut short before all its jobs were made, and was not sent again within an hour. Send it again with the same batchId to have the rest made.";
	return new ChatreelError("TIMEOUT", message);
}

export function wasGivenUp({ error }: Pick<Batch, "error">): boolean {
	return error?.["code"] === ERROR_KINDS.TIMEOUT.code;
}

/** Whether the same request, sent again, makes what is missing of its jobs. */
export function isUnfinished(batch: Batch): boolean {
	return batch.state === "accepting" || wasGivenUp(batch);
}

export function batchNotFound(batchId: string): ChatreelError {
	const message = `There is no batch ${JSON.stringify(batchId.slice(0, 60))} of yours.`;
	return new ChatreelError("NOT_FOUND", message);
}
