import { toStoredError } from "../../core/error-body.ts";
import { ChatreelError, toChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Warning } from "../../video/conversation/warning.ts";
import { toEndStatus } from "../jobs/states.ts";
import { type BatchSummary, type ItemDetail, type ItemStatus, summarize } from "./batch-summary.ts";

export type BatchRunOptions<Item, Result> = {
	/** Items worked on at a time. */
	readonly workers: number;
	readonly work: (item: Item, index: number) => Promise<{ readonly jobId: string; readonly result: Result }>;
	/** Finds the job of an item that started and failed. Default: there is none. */
	readonly findJobId?: (index: number) => Promise<string | null>;
	/**
	 * Called before each item. An error skips it and all items that have not started, so that the rest is the end of the list.
	 * After a check of the whole batch, only use by other callers can cause a shortfall.
	 */
	readonly findShortfall: (item: Item, index: number) => Promise<ChatreelError | null>;
	/** After its abort no item starts; `work` stops the running ones. */
	readonly signal: AbortSignal;
	readonly onSuccess?: (index: number, result: Result) => unknown;
	readonly onFailure?: (index: number, error: ChatreelError) => unknown;
	/** Called at each change of an item. */
	readonly onProgress?: (index: number, status: ItemStatus) => unknown;
};

/** `warnings` has the callbacks that threw. */
export type BatchRun = BatchSummary & { readonly warnings: readonly Warning[] };

/**
 * Works through a list in its order with a bounded number of workers. Never rejects because of an item: each has its place in the
 * summary. A callback that throws or rejects stops nothing and changes no count: it becomes a warning.
 */
export async function runBatch<Item, Result>(
	items: readonly Item[],
	options: BatchRunOptions<Item, Result>,
): Promise<BatchRun> {
	const { workers, work, findJobId, findShortfall, signal, onSuccess, onFailure, onProgress } = options;
	const details: ItemDetail[] = items.map((_, index) => ({ index, jobId: null, status: "queued" }));
	const warnings: Warning[] = [];
	let exhausted: ChatreelError | null = null;
	let next = 0;

	const notify = async (name: string, index: number, callback: () => unknown) => {
		try {
			await callback();
		} catch (thrown) {
			const words = thrown instanceof Error ? thrown.message : String(thrown);
			warnings.push({ code: "CALLBACK", message: `${name} of item ${index} failed: ${words}` });
		}
	};
	const setDetail = async (index: number, detail: Omit<ItemDetail, "index">) => {
		details[index] = { index, ...detail };
		await notify("onProgress", index, () => onProgress?.(index, detail.status));
	};
	const fail = async (index: number, error: ChatreelError, jobId: string | null) => {
		await setDetail(index, { jobId, status: toEndStatus(error), error: toStoredError(error) });
		await notify("onFailure", index, () => onFailure?.(index, error));
	};
	const runItem = async (item: Item, index: number) => {
		let isStarted = false;
		try {
			if (signal.aborted) throw stopped();
			const shortfall = exhausted ?? (await findShortfall(item, index));
			// Another worker may have found a shortfall meanwhile.
			exhausted ??= shortfall;
			if (exhausted !== null) throw exhausted;
			isStarted = true;
			await setDetail(index, { jobId: null, status: "running" });
			const { jobId, result } = await work(item, index);
			await setDetail(index, { jobId, status: "completed", result: result as JsonObject });
			await notify("onSuccess", index, () => onSuccess?.(index, result));
		} catch (thrown) {
			const error = signal.aborted ? stopped() : toChatreelError(thrown);
			await fail(index, error, isStarted ? ((await findJobId?.(index)?.catch(() => null)) ?? null) : null);
		}
	};
	const worker = async () => {
		for (let index = next++; index < items.length; index = next++) {
			await runItem(items[index] as Item, index);
		}
	};
	await Promise.all(Array.from({ length: Math.max(1, workers) }, worker));
	return { ...summarize(details), warnings };
}

function stopped(): ChatreelError {
	return new ChatreelError("CANCELLED", "The batch was stopped.");
}
