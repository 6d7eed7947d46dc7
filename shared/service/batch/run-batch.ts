import { ChatreelError, toChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { storedError } from "../../core/stored-error.ts";
import type { Warning } from "../../video/conversation/warning.ts";
import { statusAfter } from "../jobs/states.ts";
import { type BatchSummary, countsOf, type ItemDetail, type ItemStatus } from "./summary.ts";

export type BatchRunOptions<Item, Result> = {
	/** How many are worked on at a time. */
	readonly workers: number;
	/** Makes one. Rejects with why it could not. */
	readonly work: (item: Item, index: number) => Promise<{ readonly jobId: string; readonly result: Result }>;
	/** The id of an item's job, if one was made; asked for what was begun and not made. Default: there is none. */
	readonly jobIdOf?: (index: number) => Promise<string | null>;
	/**
	 * Asked before each: why the budget does not hold it. Then it and all that were not begun are skipped, so that what is left to
	 * do is the list's end. A budget that held the sum of their upper bounds lacks only what others have taken meanwhile.
	 */
	readonly lack: (item: Item, index: number) => Promise<ChatreelError | null>;
	/** When it aborts, nothing more is begun; what is being made is stopped by `work`. */
	readonly signal: AbortSignal;
	readonly onSuccess?: (index: number, result: Result) => unknown;
	readonly onFailure?: (index: number, error: ChatreelError) => unknown;
	/** Told of each change of an item. */
	readonly onProgress?: (index: number, status: ItemStatus) => unknown;
};

/** `warnings` tells of callbacks that threw. */
export type BatchRun = BatchSummary & { readonly warnings: readonly Warning[] };

/**
 * Works through a list with a bounded number of workers, in its order. Never rejects for what happens to an item: each has its place
 * in the summary. A callback that throws, or rejects, changes no number and stops nothing: it becomes a warning.
 */
export async function runBatch<Item, Result>(
	items: readonly Item[],
	options: BatchRunOptions<Item, Result>,
): Promise<BatchRun> {
	const { workers, work, jobIdOf, lack, signal, onSuccess, onFailure, onProgress } = options;
	const details: ItemDetail[] = items.map((_, index) => ({ index, jobId: null, status: "queued" }));
	const warnings: Warning[] = [];
	let exhausted: ChatreelError | null = null;
	let next = 0;

	const tell = async (name: string, index: number, callback: () => unknown) => {
		try {
			await callback();
		} catch (thrown) {
			const words = thrown instanceof Error ? thrown.message : String(thrown);
			warnings.push({ code: "CALLBACK", message: `${name} of item ${index} failed: ${words}` });
		}
	};
	const put = async (index: number, detail: Omit<ItemDetail, "index">) => {
		details[index] = { index, ...detail };
		await tell("onProgress", index, () => onProgress?.(index, detail.status));
	};
	const fail = async (index: number, error: ChatreelError, jobId: string | null) => {
		await put(index, { jobId, status: statusAfter(error), error: storedError(error) });
		await tell("onFailure", index, () => onFailure?.(index, error));
	};
	const workOn = async (item: Item, index: number) => {
		let isBegun = false;
		try {
			if (signal.aborted) throw stopped();
			const lacking = exhausted ?? (await lack(item, index));
			// Another may have found the budget's end while this one asked.
			exhausted ??= lacking;
			if (exhausted !== null) throw exhausted;
			isBegun = true;
			await put(index, { jobId: null, status: "running" });
			const { jobId, result } = await work(item, index);
			await put(index, { jobId, status: "completed", result: result as JsonObject });
			await tell("onSuccess", index, () => onSuccess?.(index, result));
		} catch (thrown) {
			const error = signal.aborted ? stopped() : toChatreelError(thrown);
			await fail(index, error, isBegun ? ((await jobIdOf?.(index)?.catch(() => null)) ?? null) : null);
		}
	};
	const worker = async () => {
		for (let index = next++; index < items.length; index = next++) {
			await workOn(items[index] as Item, index);
		}
	};
	await Promise.all(Array.from({ length: Math.max(1, workers) }, worker));
	return { ...countsOf(details), warnings };
}

function stopped(): ChatreelError {
	return new ChatreelError("CANCELLED", "The batch was stopped.");
}
