// A batch is accepted in idempotent steps: its row, the quotes of its items page by page, their jobs page by page, and the state
// `open`. When the time of an execution ends, or after a crash, the same request continues, even after the sweep has given the
// batch up (close-batch.ts). The id of a job is a hash of its place, so no job is created twice. The rows of jobs come before the
// rows of `requests` whose events start them: only functions write jobs, so no client can forge the batch of a job, and the sweep
// finds a job whose event is lost.

import { toStoredError } from "../../core/error-body.ts";
import { ChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Answer, Caller } from "../caller.ts";
import type { Context } from "../context.ts";
import { newJobId } from "../jobs/job-id.ts";
import { runUncharged } from "../quote/planning.ts";
import type { NewRow } from "../row-store.ts";
import { type Batch, findBatch, isUnfinished, statusWithoutJob, wasGivenUp } from "./batch.ts";
import { readBatchSummary, toBatchBody } from "./batch-summary.ts";
import { closeIfEnded } from "./close-batch.ts";
import { createJobs } from "./create-jobs.ts";
import { findShortfall } from "./find-shortfall.ts";
import { type BatchRequest, parseBatch } from "./parse-batch.ts";
import { createShortfallChanges, quoteItems, withItemQuotes } from "./quote-items.ts";
import {
	hashContent,
	limitRefusals,
	type ReadItem,
	readItems,
	toRefusal,
	type ValidItem,
} from "./read-items.ts";

/**
 * `POST /batch`. Answers with the state of the batch: 202 while jobs are left to render, else 200. Rejects with INVALID_INPUT
 * when the body is not a batch, and with CONFLICT when another batch has the id.
 */
export async function acceptBatch(body: string, caller: Caller, context: Context): Promise<Answer> {
	const request = runUncharged(context.process, () => parseBatch(body, context.webhooks.problem));
	const userId = caller.kind === "user" ? caller.userId : null;
	const batchId = request.batchId ?? newJobId();
	const items = await readItems(request, context);
	const contentHash = await hashContent(request, items);
	const batch =
		(await findBatch(context.store, batchId)) ??
		(await createBatch({ id: batchId, userId, contentHash }, request, items, context));
	if (batch.userId !== userId) throw batchIdTaken(batchId, "is taken");
	if (batch.contentHash !== contentHash) throw batchIdTaken(batchId, "belongs to another batch of yours");
	if (wasGivenUp(batch)) await context.store.update("batches", batchId, { state: "accepting", error: null });
	if (isUnfinished(batch))
		await continueBatch({ ...batch, state: "accepting", error: null }, items, caller, context);
	await closeIfEnded(batchId, { store: context.store, announce: context.webhooks.announce });
	return createAnswer(batchId, context);
}

/** Quotes the remaining items, and creates the jobs once all are quoted. */
async function continueBatch(
	batch: Batch,
	items: readonly ReadItem[],
	caller: Caller,
	context: Context,
): Promise<void> {
	const quoted =
		batch.quoted >= items.length
			? batch
			: await withItemQuotes(caller, context, (quoteItem) => quoteItems(batch, items, quoteItem, context));
	if (quoted.error === null && quoted.quoted >= items.length)
		await createJobs(quoted, items.filter(isValid), caller, context);
}

/** When the budget is used up, skips all valid items and plans none of them. */
async function createBatch(
	{ id, userId, contentHash }: Pick<Batch, "id" | "userId" | "contentHash">,
	request: BatchRequest,
	items: readonly ReadItem[],
	context: Context,
): Promise<Batch> {
	const shortfall = await findShortfall(context.store, userId, MIN_VIDEO_MS, context);
	const invalid = shortfall === null ? [] : items.filter((item) => "error" in item);
	const batchRow: NewRow<"batches"> = {
		id,
		userId,
		contentHash,
		webhook: request.webhook,
		total: items.length,
		skipped: 0,
		error: null,
		state: "accepting",
		quoted: 0,
		neededMs: 0,
		refused: limitRefusals(invalid.map(({ index, error }) => toRefusal(index, error))),
		...(shortfall === null
			? {}
			: { ...createShortfallChanges(shortfall, items.length - invalid.length), quoted: items.length }),
	};
	await context.store.create("batches", [batchRow]);
	const batch = await findBatch(context.store, id);
	if (batch !== null) return batch;
	throw new ChatreelError("DEPENDENCY_ERROR", "The row of the batch was created and is missing.", {
		retryable: true,
	});
}

/** The least that a video can cost. */
const MIN_VIDEO_MS = 1;

async function createAnswer(batchId: string, context: Context): Promise<Answer> {
	const batch = await findBatch(context.store, batchId);
	if (batch === null) throw new ChatreelError("DEPENDENCY_ERROR", "The row of the batch is missing.");
	const summary = await readBatchSummary(batch, context);
	const isLeft = summary.queued + summary.running > 0;
	const more =
		batch.state === "accepting" && statusWithoutJob(batch) === "queued"
			? { unfinished: "Some jobs are not created yet. Send the same request again to continue." }
			: {};
	const error = batch.error === null ? {} : { error: toStoredError(batch.error) };
	const body = { ...toBatchBody(batchId, summary), ...error, ...more } as unknown as JsonObject;
	return { status: isLeft ? 202 : 200, body };
}

const isValid = (item: ReadItem): item is ValidItem => !("error" in item);

function batchIdTaken(batchId: string, words: string): ChatreelError {
	const message = `The batch id ${batchId} ${words}. Choose another, or leave it out.`;
	return new ChatreelError("CONFLICT", message);
}
