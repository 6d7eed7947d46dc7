import { ChatreelError } from "../../core/errors.ts";
import type { Context } from "../context.ts";
import { toReadPermissions } from "../jobs/accept-job.ts";
import { nameEngineVersion } from "../quote/prepare.ts";
import type { NewRow, RowStore } from "../row-store.ts";
import { type Batch, type BatchTime, findBatch, hasTimeLeft, jobIdInBatch } from "./batch.ts";
import { limitRefusals, type StoredItem, toRefusal, type ValidItem } from "./read-items.ts";

/** Rows created by one call: a condition takes at most 80 ids, and the server rejects a request of 12 MB. */
const PAGE_ITEMS = 50;
const PAGE_CHARACTERS = 3_000_000;

/**
 * Creates the missing jobs page by page, then sets the batch to `open`. Returns early when the time ends or the batch is
 * cancelled. Refuses an item whose job id is taken.
 */
export async function createJobs(
	batch: Batch,
	items: readonly ValidItem[],
	context: BatchTime & Pick<Context, "store" | "video">,
): Promise<void> {
	const refusedIndexes = new Set(batch.refused.map(({ index }) => index));
	const conflicts: number[] = [];
	for (const page of splitIntoPages(items.filter(({ index }) => !refusedIndexes.has(index)))) {
		if (!hasTimeLeft(context)) return;
		const present = await findBatch(context.store, batch.id);
		if (present?.error !== null) return;
		conflicts.push(...(await createPage(batch, page, context)));
	}
	const taken = new ChatreelError("CONFLICT", "The id of its job is taken. Choose another batch id.");
	const refused = [...batch.refused, ...conflicts.map((index) => toRefusal(index, taken))];
	await context.store.update("batches", batch.id, { state: "open", refused: limitRefusals(refused) });
}

/** Returns the indexes of items whose job id is taken. */
async function createPage(
	{ id: batchId, userId }: Batch,
	page: readonly ValidItem[],
	{ store, video }: Pick<Context, "store" | "video">,
): Promise<readonly number[]> {
	const permissions = toReadPermissions(userId);
	const items = await Promise.all(
		page.map(async (item) => ({ item, id: await jobIdInBatch(userId, batchId, item.index) })),
	);
	const ids = { where: { id: items.map(({ id }) => id) }, limit: PAGE_ITEMS };
	const jobs = await store.list("jobs", { ...ids, fields: ["batchId"] });
	const createJobRow = ({ item, id }: (typeof items)[number]): NewRow<"jobs"> => ({
		id,
		permissions,
		status: "queued",
		stage: "queued",
		target: "bucket",
		requestId: null,
		userId,
		batchId,
		batchIndex: item.index,
		engineVersion: nameEngineVersion(video.engine),
		request: item.text,
		requestHash: item.hash,
		webhook: readWebhook(item.row),
	});
	await createMissing(store, "jobs", jobs, items, createJobRow);
	const requests = await store.list("requests", { ...ids, fields: [] });
	await createMissing(store, "requests", requests, items, ({ item, id }) => ({
		id,
		permissions,
		...item.row,
	}));
	const takenIds = new Set(jobs.filter((job) => job.batchId !== batchId).map(({ id }) => id));
	return items.filter(({ id }) => takenIds.has(id)).map(({ item }) => item.index);
}

async function createMissing<Name extends "jobs" | "requests", Item extends { readonly id: string }>(
	store: Pick<RowStore, "create">,
	table: Name,
	present: readonly { readonly id: string }[],
	items: readonly Item[],
	createRow: (item: Item) => NewRow<Name>,
): Promise<void> {
	const known = new Set(present.map(({ id }) => id));
	const rows = items.filter(({ id }) => !known.has(id)).map(createRow);
	// The same request, sent twice, has created one of them meanwhile.
	if (!(await store.create(table, rows))) for (const row of rows) await store.create(table, [row]);
}

function readWebhook({ options }: StoredItem["row"]): string | null {
	const { webhook } = JSON.parse(options);
	return typeof webhook === "string" ? webhook : null;
}

function splitIntoPages(items: readonly ValidItem[]): readonly (readonly ValidItem[])[] {
	const pages: ValidItem[][] = [];
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
