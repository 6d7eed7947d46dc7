// A batch is accepted in steps that can each be made again: its row, then the quotes of its items and then their jobs, page by
// page, then the word that all are there. What the time of one execution does not hold is done when it is sent again. A crash between any two leaves a batch that the same request goes on with, also when the sweep has given it up
// (close-batch.ts); each job's id is a hash of its place, so none is made twice. Its jobs' rows come before the rows of
// `requests` whose events start them: only functions write the former, so the batch that a job is of cannot be forged,
// and a job whose event gets lost is found by the sweep.

import { ChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { storedError } from "../../core/stored-error.ts";
import type { Caller } from "../caller.ts";
import { newJobId } from "../jobs/job-id.ts";
import type { NewRow } from "../row-store.ts";
import { type Batch, findBatch, isUnfinished, statusWithoutJob, wasGivenUp } from "./batch.ts";
import { closeIfEnded } from "./close-batch.ts";
import { createJobs } from "./create-jobs.ts";
import { findShortfall } from "./find-shortfall.ts";
import { type AskedBatch, parseBatch } from "./parse-batch.ts";
import type { BatchPorts } from "./ports.ts";
import { lackChanges, quoteItems } from "./quote-items.ts";
import { contentHashOf, type GoodItem, type ReadItem, readItems } from "./read-items.ts";
import { limitRefusals, refusalOf } from "./refusals.ts";
import { batchBody, batchState } from "./state-of-batch.ts";

export type BatchAnswer = { readonly status: number; readonly body: JsonObject };

/**
 * `POST /batch`. 202 while there is something to render, 200 where there is nothing (left); the body is the batch's state. Rejects
 * with INVALID_INPUT where it is no batch, and with CONFLICT where the id is another batch's.
 */
export async function acceptBatch(body: string, caller: Caller, ports: BatchPorts): Promise<BatchAnswer> {
	const asked = ports.unshared(() => parseBatch(body, ports.webhookProblem));
	const userId = caller.kind === "user" ? caller.userId : null;
	const batchId = asked.batchId ?? newJobId();
	const items = await readItems(asked, ports);
	const contentHash = await contentHashOf(asked, items);
	const batch =
		(await findBatch(ports.store, batchId)) ??
		(await openBatch({ id: batchId, userId, contentHash }, asked, items, ports));
	if (batch.userId !== userId) throw taken(batchId, "is taken");
	if (batch.contentHash !== contentHash) throw taken(batchId, "belongs to another batch of yours");
	if (wasGivenUp(batch)) await ports.store.update("batches", batchId, { state: "accepting", error: null });
	const isWanted = isUnfinished(batch);
	if (isWanted) await goOn({ ...batch, state: "accepting", error: null }, items, caller, ports);
	await closeIfEnded(batchId, ports);
	return answerOf(batchId, ports);
}

/** Quotes what is not quoted yet, and makes the jobs once all is. */
async function goOn(
	batch: Batch,
	items: readonly ReadItem[],
	caller: Caller,
	ports: BatchPorts,
): Promise<void> {
	const quoted =
		batch.quoted >= items.length
			? batch
			: await ports.planFor(caller, (quoteItem) => quoteItems(batch, items, quoteItem, ports));
	if (quoted.error === null && quoted.quoted >= items.length)
		await createJobs(quoted, items.filter(isGood), ports);
}

/** The batch's row. Where nothing is left of the budget, all that is good is skipped, and nothing of it is planned. */
async function openBatch(
	{ id, userId, contentHash }: Pick<Batch, "id" | "userId" | "contentHash">,
	asked: AskedBatch,
	items: readonly ReadItem[],
	ports: BatchPorts,
): Promise<Batch> {
	const lack = await findShortfall(ports.store, userId, LEAST_MS, ports);
	const bad = lack === null ? [] : items.filter((item) => "error" in item);
	const batchRow: NewRow<"batches"> = {
		id,
		userId,
		contentHash,
		webhook: asked.webhook,
		total: items.length,
		skipped: 0,
		error: null,
		...{ state: "accepting", quoted: 0, neededMs: 0 },
		refused: limitRefusals(bad.map(({ index, error }) => refusalOf(index, error))),
		...(lack === null ? {} : { ...lackChanges(lack, items.length - bad.length), quoted: items.length }),
	};
	await ports.store.create("batches", [batchRow]);
	const batch = await findBatch(ports.store, id);
	if (batch !== null) return batch;
	throw new ChatreelError("DEPENDENCY_ERROR", "The batch's row was made and is not there.", {
		retryable: true,
	});
}

/** No video costs less. */
const LEAST_MS = 1;

async function answerOf(batchId: string, ports: BatchPorts): Promise<BatchAnswer> {
	const batch = await findBatch(ports.store, batchId);
	if (batch === null) throw new ChatreelError("DEPENDENCY_ERROR", "The batch's row is not there.");
	const summary = await batchState(batch, ports);
	const isLeft = summary.queued + summary.running > 0;
	const more =
		batch.state === "accepting" && statusWithoutJob(batch) === "queued"
			? { unfinished: "Not all jobs are there yet. Send the same request again to go on." }
			: {};
	const error = batch.error === null ? {} : { error: storedError(batch.error) };
	const body = { ...batchBody(batchId, summary), ...error, ...more } as unknown as JsonObject;
	return { status: isLeft ? 202 : 200, body };
}

const isGood = (item: ReadItem): item is GoodItem => !("error" in item);

function taken(batchId: string, words: string): ChatreelError {
	const message = `The batch id ${batchId} ${words}. Choose another, or leave it out.`;
	return new ChatreelError("CONFLICT", message);
}
