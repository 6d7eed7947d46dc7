import { type ChatreelError, isKind } from "../../core/errors.ts";
import type { Changes } from "../tables.ts";
import { type Batch, findBatch } from "./batch.ts";
import { findShortfall } from "./find-shortfall.ts";
import type { BatchPorts, QuoteItem } from "./ports.ts";
import type { ReadItem } from "./read-items.ts";
import { isRefusal, limitRefusals, refusalOf } from "./refusals.ts";

/** What was quoted is kept this often, in ms: then it need not be planned again when the batch is sent again. */
const PAGE_MS = 3000;

/**
 * Quotes the items that are not quoted yet, page by page, as long as there is time, and looks after each page whether the budget
 * holds them. It does not: then nothing of the batch is begun, and no more is planned.
 */
export async function quoteItems(
	batch: Batch,
	items: readonly ReadItem[],
	quoteItem: QuoteItem,
	ports: BatchPorts,
): Promise<Batch> {
	let present = batch;
	do {
		present = await quotePage(present, items, quoteItem, ports);
	} while (present.quoted < items.length && present.error === null && ports.hasTime());
	return present;
}

async function quotePage(
	batch: Batch,
	items: readonly ReadItem[],
	quoteItem: QuoteItem,
	ports: BatchPorts,
): Promise<Batch> {
	const { store, hasTime, nowMs } = ports;
	const beganMs = nowMs();
	const refused = [...batch.refused];
	let { quoted, neededMs } = batch;
	for (const item of items.slice(batch.quoted)) {
		// One at least: else a batch that came late would never be done.
		if (quoted > batch.quoted && (nowMs() - beganMs > PAGE_MS || !hasTime())) break;
		await ports.yieldToEventLoop();
		try {
			if ("error" in item) throw item.error;
			neededMs += (await quoteItem(item.text)).upperMs;
		} catch (thrown) {
			// Others are planning: what is quoted so far is kept, and the caller sends it again.
			if (isTurnedAway(thrown) && quoted > batch.quoted) break;
			if (!isRefusal(thrown)) throw thrown;
			refused.push(refusalOf(item.index, thrown));
		}
		quoted += 1;
	}
	const now = await findBatch(store, batch.id);
	if (now !== null && now.error !== null) return now;
	const lack = await findShortfall(store, batch.userId, neededMs, ports);
	const progress = { quoted, neededMs, refused: limitRefusals(refused) };
	await store.update("batches", batch.id, {
		...progress,
		...(lack === null ? {} : lackChanges(lack, items.length - refused.length)),
	});
	return {
		...batch,
		quoted,
		neededMs,
		refused,
		...(lack === null ? {} : { state: "open", error: lack }),
	};
}

/** What changes of a batch of which nothing is begun. */
export function lackChanges(lack: ChatreelError, skipped: number): Changes<"batches"> {
	return { state: "open", skipped, error: lack };
}

function isTurnedAway(thrown: unknown): boolean {
	return isKind(thrown, "RESOURCE_EXHAUSTED") && thrown.details["scope"] === "planning";
}
