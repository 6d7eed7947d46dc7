import { ChatreelError } from "../../core/errors.ts";
import type { Context } from "../context.ts";
import { toReadPermissions } from "../jobs/accept-job.ts";
import type { Reader } from "../pictures/may-read.ts";
import { pinPictures } from "../pictures/pin-pictures.ts";
import { type KeptRequest, keepRequest, mayHaveFiles } from "../quote/kept-request.ts";
import { nameEngineVersion } from "../quote/prepare.ts";
import { decodeRequest } from "../quote/request.ts";
import type { NewRow, RowStore } from "../row-store.ts";
import type { Refusal } from "../tables.ts";
import { type Batch, type BatchTime, findBatch, hasTimeLeft, jobIdInBatch } from "./batch.ts";
import { isRefusal, limitRefusals, type StoredItem, toRefusal, type ValidItem } from "./read-items.ts";

type Item = { readonly item: ValidItem; readonly id: string };
type KeptItem = Item & { readonly kept: KeptRequest };

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
	reader: Reader,
	context: BatchTime & Pick<Context, "store" | "video" | "pictures" | "inputs">,
): Promise<void> {
	const refusedIndexes = new Set(batch.refused.map(({ index }) => index));
	const refused = [...batch.refused];
	for (const page of splitIntoPages(items.filter(({ index }) => !refusedIndexes.has(index)))) {
		if (!hasTimeLeft(context)) return;
		const present = await findBatch(context.store, batch.id);
		if (present?.error !== null) return;
		refused.push(...(await createPage(batch, page, reader, context)));
	}
	await context.store.update("batches", batch.id, { state: "open", refused: limitRefusals(refused) });
}

/** Refuses items whose job id is taken, or whose files in buckets may not be read any more. */
async function createPage(
	{ id: batchId, userId }: Batch,
	page: readonly ValidItem[],
	reader: Reader,
	{ store, video, ...files }: Pick<Context, "store" | "video" | "pictures" | "inputs">,
): Promise<readonly Refusal[]> {
	const permissions = toReadPermissions(userId);
	const all: readonly Item[] = await Promise.all(
		page.map(async (item) => ({ item, id: await jobIdInBatch(userId, batchId, item.index) })),
	);
	const ids = { where: { id: all.map(({ id }) => id) }, limit: PAGE_ITEMS };
	const jobs = await store.list("jobs", { ...ids, fields: ["batchId", "inputFileId"] });
	const accepted = new Map(jobs.map((job) => [job.id, job.inputFileId]));
	const { items, refusals } = await keepItems(all, accepted, { userId, reader }, files);
	const createJobRow = ({ item, id, kept }: KeptItem): NewRow<"jobs"> => ({
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
		...kept,
		webhook: readWebhook(item.row),
	});
	await createMissing(store, "jobs", jobs, items, createJobRow);
	const requests = await store.list("requests", { ...ids, fields: [] });
	await createMissing(store, "requests", requests, items, ({ item, id, kept }) => ({
		id,
		permissions,
		...item.row,
		...(kept.inputFileId === null ? {} : { conversation: null }),
	}));
	const takenIds = new Set(jobs.filter((job) => job.batchId !== batchId).map(({ id }) => id));
	const taken = new ChatreelError("CONFLICT", "The id of its job is taken. Choose another batch id.");
	const conflicts = items
		.filter(({ id }) => takenIds.has(id))
		.map(({ item }) => toRefusal(item.index, taken));
	return [...refusals, ...conflicts];
}

/** Pins and stores the files of the items that have no job yet. Most have none, and then nothing of half a megabyte is parsed. */
async function keepItems(
	all: readonly Item[],
	accepted: ReadonlyMap<string, string | null>,
	{ userId, reader }: { readonly userId: string | null; readonly reader: Reader },
	{ pictures, inputs }: Pick<Context, "pictures" | "inputs">,
): Promise<{ readonly items: readonly KeptItem[]; readonly refusals: readonly Refusal[] }> {
	const items: KeptItem[] = [];
	const refusals: Refusal[] = [];
	for (const { id: jobId, item } of all) {
		const { text, hash } = item;
		const hasFiles = !accepted.has(jobId) && mayHaveFiles(text);
		try {
			const pinned = hasFiles ? await pinPictures(decodeRequest(text).conversation, reader, pictures) : [];
			const kept = hasFiles
				? await keepRequest({ jobId, userId }, item, pinned, inputs)
				: { request: text, requestHash: hash, inputFileId: accepted.get(jobId) ?? null };
			items.push({ id: jobId, item, kept });
		} catch (thrown) {
			if (!isRefusal(thrown)) throw thrown;
			refusals.push(toRefusal(item.index, thrown));
		}
	}
	return { items, refusals };
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
