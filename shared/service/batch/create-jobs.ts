import { ChatreelError } from "../../core/errors.ts";
import { readersOf } from "../jobs/accept.ts";
import type { NewRow, RowStore } from "../row-store.ts";
import { type Batch, findBatch, jobIdInBatch } from "./batch.ts";
import type { BatchPorts, StoredItem } from "./ports.ts";
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
		const present = await findBatch(ports.store, batch.id);
		if (present?.error !== null) return;
		conflicts.push(...(await createPage(batch, page, ports)));
	}
	const taken = new ChatreelError("CONFLICT", "The id of its job is taken. Choose another batch id.");
	const refused = [...batch.refused, ...conflicts.map((index) => refusalOf(index, taken))];
	await ports.store.update("batches", batch.id, { state: "open", refused: limitRefusals(refused) });
}

/** Gives the indexes of those whose id is another's. */
async function createPage(
	{ id: batchId, userId }: Batch,
	page: readonly GoodItem[],
	{ store, engineVersion }: BatchPorts,
): Promise<readonly number[]> {
	const permissions = readersOf(userId);
	const items = await Promise.all(
		page.map(async (item) => ({ item, id: await jobIdInBatch(userId, batchId, item.index) })),
	);
	const ids = { where: { id: items.map(({ id }) => id) }, limit: PAGE_ITEMS };
	const jobs = await store.list("jobs", { ...ids, fields: ["batchId"] });
	const jobOf = ({ item, id }: (typeof items)[number]): NewRow<"jobs"> => ({
		id,
		permissions,
		status: "queued",
		stage: "queued",
		target: "bucket",
		requestId: null,
		userId,
		batchId,
		batchIndex: item.index,
		engineVersion,
		request: item.text,
		requestHash: item.hash,
		webhook: webhookIn(item.row),
	});
	await createMissing(store, "jobs", jobs, items, jobOf);
	const requests = await store.list("requests", { ...ids, fields: [] });
	await createMissing(store, "requests", requests, items, ({ item, id }) => ({
		id,
		permissions,
		...item.row,
	}));
	const foreign = new Set(jobs.filter((job) => job.batchId !== batchId).map(({ id }) => id));
	return items.filter(({ id }) => foreign.has(id)).map(({ item }) => item.index);
}

/** Makes the rows of those items that have none. */
async function createMissing<Name extends "jobs" | "requests", Item extends { readonly id: string }>(
	store: Pick<RowStore, "create">,
	table: Name,
	present: readonly { readonly id: string }[],
	items: readonly Item[],
	rowOf: (item: Item) => NewRow<Name>,
): Promise<void> {
	const known = new Set(present.map(({ id }) => id));
	const rows = items.filter(({ id }) => !known.has(id)).map(rowOf);
	// Somebody made one of them meanwhile: the same request, sent twice.
	if (!(await store.create(table, rows))) for (const row of rows) await store.create(table, [row]);
}

function webhookIn({ options }: StoredItem["row"]): string | null {
	const { webhook } = JSON.parse(options);
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
