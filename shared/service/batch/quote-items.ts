import { type ChatreelError, isKind } from "../../core/errors.ts";
import type { CpuMs } from "../../core/time.ts";
import type { Caller } from "../caller.ts";
import type { Context } from "../context.ts";
import { loadPinned } from "../pictures/load-pinned.ts";
import { pinPictures } from "../pictures/pin-pictures.ts";
import { payerFor, withPlanning } from "../quote/planning.ts";
import { prepare, requireFeasible } from "../quote/prepare.ts";
import { decodeRequest } from "../quote/request.ts";
import type { Changes } from "../tables.ts";
import { type Batch, type BatchTime, findBatch, hasTimeLeft } from "./batch.ts";
import { findShortfall } from "./find-shortfall.ts";
import { isRefusal, limitRefusals, type ReadItem, toRefusal } from "./read-items.ts";

/** Quotes an item from its stored text. Rejects when its video cannot be made. `upperMs` is what the job reserves. */
type QuoteItem = (text: string) => Promise<{ readonly upperMs: CpuMs }>;

/** What quoting needs beside the quotes themselves. */
type QuotePages = BatchTime &
	Pick<Context, "store" | "limits"> & { readonly process: Pick<Context["process"], "yieldToEventLoop"> };

/** Lets `work` quote items, and charges its CPU to the caller. */
export function withItemQuotes<Result>(
	caller: Caller,
	context: Context,
	work: (quoteItem: QuoteItem) => Promise<Result>,
): Promise<Result> {
	return withPlanning(payerFor(caller), context, ({ runSteps, inTurn }) =>
		work(async (text) => {
			const request = decodeRequest(text);
			const pinned = await pinPictures(request.conversation, caller, context.pictures);
			const loadPicture = loadPinned(pinned, context.pictures);
			const plan = () => prepare({ ...request, pointer: "" }, { ...context.video, loadPicture, runSteps });
			const prepared = await inTurn(request.conversation, plan);
			requireFeasible(prepared, context.bounds);
			return prepared.quote;
		}),
	);
}

/** Quotes are stored this often, so that a batch that is sent again need not plan them again. */
const PAGE_MS = 3000;

/**
 * Quotes the remaining items page by page while there is time, and checks the budget after each page. A shortfall ends the
 * quoting, and no job of the batch starts.
 */
export async function quoteItems(
	batch: Batch,
	items: readonly ReadItem[],
	quoteItem: QuoteItem,
	context: QuotePages,
): Promise<Batch> {
	let present = batch;
	do {
		present = await quotePage(present, items, quoteItem, context);
	} while (present.quoted < items.length && present.error === null && hasTimeLeft(context));
	return present;
}

async function quotePage(
	batch: Batch,
	items: readonly ReadItem[],
	quoteItem: QuoteItem,
	context: QuotePages,
): Promise<Batch> {
	const { store, process, nowMs } = context;
	const beganMs = nowMs();
	const refused = [...batch.refused];
	let { quoted, neededMs } = batch;
	for (const item of items.slice(batch.quoted)) {
		// At least one item, so that every execution makes progress.
		if (quoted > batch.quoted && (nowMs() - beganMs > PAGE_MS || !hasTimeLeft(context))) break;
		await process.yieldToEventLoop();
		try {
			if ("error" in item) throw item.error;
			neededMs += (await quoteItem(item.text)).upperMs;
		} catch (thrown) {
			// Planning is busy: store the quotes so far; the caller sends the batch again.
			if (isPlanningBusy(thrown) && quoted > batch.quoted) break;
			if (!isRefusal(thrown)) throw thrown;
			refused.push(toRefusal(item.index, thrown));
		}
		quoted += 1;
	}
	const now = await findBatch(store, batch.id);
	if (now !== null && now.error !== null) return now;
	const shortfall = await findShortfall(store, batch.userId, neededMs, context);
	const progress = { quoted, neededMs, refused: limitRefusals(refused) };
	await store.update("batches", batch.id, {
		...progress,
		...(shortfall === null ? {} : createShortfallChanges(shortfall, items.length - refused.length)),
	});
	return {
		...batch,
		quoted,
		neededMs,
		refused,
		...(shortfall === null ? {} : { state: "open", error: shortfall }),
	};
}

/** The changes of a batch that the budget does not allow. */
export function createShortfallChanges(shortfall: ChatreelError, skipped: number): Changes<"batches"> {
	return { state: "open", skipped, error: shortfall };
}

function isPlanningBusy(thrown: unknown): boolean {
	return isKind(thrown, "RESOURCE_EXHAUSTED") && thrown.details["scope"] === "planning";
}
