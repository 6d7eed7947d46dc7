import { ChatreelError } from "../../shared/core/errors.ts";
import type { ItemDetail } from "../../shared/service/batch/summary.ts";
import type { Manifest, SentBatch } from "./manifest.ts";
import { type AskOptions, askForState } from "./remote-batch.ts";

/**
 * Sends a batch until the server has all of it. The manifest says so before it is sent, because the answer may get lost; where the server
 * certainly took nothing, it is as it was.
 */
export async function sendBatch(
	batch: SentBatch,
	conversations: readonly unknown[],
	{
		manifest,
		save,
		...asking
	}: AskOptions & { readonly manifest: Manifest; readonly save: () => () => void },
): Promise<readonly ItemDetail[]> {
	const body = JSON.stringify({ batchId: batch.batchId, conversations });
	manifest.sent = batch;
	const undo = save();
	let isFirst = true;
	const onError = (error: unknown) => {
		if (isRefusal(error, isFirst)) undo();
		isFirst = false;
	};
	for (;;) {
		asking.signal.throwIfAborted();
		const state = await askForState({ method: "POST", path: "/batch", body }, { ...asking, onError });
		isFirst = false;
		if (state.unfinished !== undefined) continue;
		manifest.sent = { ...batch, isTaken: true };
		save();
		return state.details;
	}
}

/** After the first try the server may have it, in whatever way the next one ends, unless it says that the id is another's. */
function isRefusal(error: unknown, isFirst: boolean): boolean {
	if (!(error instanceof ChatreelError) || error.retryable) return false;
	return isFirst || error.kind === "CONFLICT";
}
