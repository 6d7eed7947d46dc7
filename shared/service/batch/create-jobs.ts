import { ChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { readersOf } from "../jobs/accept.ts";
import { RENDERS, REQUESTS } from "../jobs/job.ts";
import type { Row } from "../row-store.ts";
import { BATCHES, type Batch, findBatch, jobIdInBatch } from "./batch.ts";
import type { BatchPorts } from "./ports.ts";
import type { GoodItem } from "./read-items.ts";
import { limitRefusals, refusalOf } from "./refusals.ts";

/** Rows made by one call: a list is asked for 80 ids at the most, and a request of 12 MB is not taken. */
const PAGE_ITEMS = 50;
const PAGE_CHARACTERS = 3_000_000;

/**
 * Makes the jobs that are not there, page by page, and says so at the end. Ends early where there is no more time, or the batch was
 * cancelled meanwhile. An item whose job id somebody has taken is refused.
 */
export async function createJobs(batch: Batch, items: readonly GoodItem[], ports: BatchPorts): Promise<void> {
	const refusedIndexes = new Set(batch.refused.map(({ index }) => index));
	const conflicts: number[] = [];
	for (const page of pagesOf(items.filter(({ index }) => !refusedIndexes.has(index)))) {
		if (!ports.hasTime()) return;
		const present = await findBatch(ports.store, batch.batchId);
		if (present?.error !== null) return;
		conflicts.push(...(await createPage(batch, page, ports)));
	}
	const taken = new ChatreelError("CONFLICT", "The id of its job is taken. Choose another batch id.");
	const refused = [...batch.refused, ...conflicts.map((index) => refusalOf(index, taken))];
	await ports.store.update(BATCHES, batch.batchId, { state: "open", refused: limitRefusals(refused) });
}

/** Gives the indexes of those whose id is another's. */
async function createPage(
	{ batchId, userId }: Batch,
	page: readonly GoodItem[],
	{ store, createMany, engineVersion }: BatchPorts,
): Promise<readonly number[]> {
	const permissions = readersOf(userId);
	const jobs = await Promise.all(
		page.map(async (item) => ({ item, rowId: await jobIdInBatch(userId, batchId, item.index) })),
	);
	const ids = jobs.map(({ rowId }) => rowId);
	const fill = async (table: string, dataOf: (item: GoodItem) => JsonObject): Promise<readonly Row[]> => {
		const columns = table === RENDERS ? ["batchId"] : [];
		const there = await store.findAll(table, ids, columns);
		const known = new Set(there.map(({ $id }) => $id));
		const rows = jobs
			.filter(({ rowId }) => !known.has(rowId))
			.map(({ item, rowId }) => ({ rowId, permissions, data: dataOf(item) }));
		// Somebody made one of them meanwhile: the same request, sent twice.
		if (!(await createMany(table, rows))) {
			for (const { rowId, data } of rows) await store.create(table, rowId, data, permissions);
		}
		return there;
	};
	const before = await fill(RENDERS, ({ index, text, hash, row }) => ({
		...{ status: "queued", stage: "queued", target: "bucket", requestId: null },
		...{ userId, batchId, batchIndex: index, engineVersion },
		...{ request: text, requestHash: hash, webhook: webhookIn(row) },
	}));
	await fill(REQUESTS, ({ row }) => row);
	const foreign = new Set(before.filter((row) => row["batchId"] !== batchId).map(({ $id }) => $id));
	return jobs.filter(({ rowId }) => foreign.has(rowId)).map(({ item }) => item.index);
}

function webhookIn(row: JsonObject): string | null {
	const { webhook } = JSON.parse(String(row["options"] ?? "{}"));
	return typeof webhook === "string" ? webhook : null;
}

function pagesOf(items: readonly GoodItem[]): readonly (readonly GoodItem[])[] {
	const pages: GoodItem[][] = [];
	let characters = 0;
	for (const item of items) {
		const page = pages.at(-1);
		characters += item.text.length;
		if (page !== undefined && page.length < PAGE_ITEMS && characters <= PAGE_CHARACTERS) {
			page.push(item);
			continue;
		}
		pages.push([item]);
		characters = item.text.length;
	}
	return pages;
}
