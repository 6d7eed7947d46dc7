import type { JsonObject } from "../../core/json.ts";
import type { CpuMs, EpochMs } from "../../core/time.ts";
import type { Caller } from "../caller.ts";
import type { Limits } from "../quota/operations.ts";
import type { RowStore } from "../row-store.ts";
import type { BatchOptions } from "./parse-batch.ts";

export type StoredItem = {
	/** The request as the job's row keeps it. */
	readonly text: string;
	/** Hash of the text. */
	readonly hash: string;
	/** The values of its row in `requests`. */
	readonly row: { readonly conversation: string; readonly options: string };
};

/** `upperMs` is what the job reserves. */
export type ItemQuote = { readonly upperMs: CpuMs };

/** Quotes an item from its stored text. Rejects when its video cannot be made. */
export type QuoteItem = (text: string) => Promise<ItemQuote>;

export type BatchPorts = {
	readonly store: RowStore;
	/** Throws INVALID_INPUT with the faults of one conversation; `isBrief` limits them to its first messages. */
	readonly readItem: (conversation: unknown, options: BatchOptions, isBrief: boolean) => Promise<StoredItem>;
	/** Runs work whose CPU no render of the process pays for. */
	readonly unshared: <Result>(work: () => Result) => Result;
	/** Lets `work` quote items, and charges its CPU to the caller. */
	readonly planFor: <Result>(
		caller: Caller,
		work: (quoteItem: QuoteItem) => Promise<Result>,
	) => Promise<Result>;
	readonly webhookProblem: (target: string) => string | null;
	/** Creates the webhook delivery for this end of a batch. Idempotent. */
	readonly announce: (endId: string, target: string, payload: JsonObject) => Promise<void>;
	readonly limits: Limits;
	readonly engineVersion: string;
	/** Whether there is time for another page before the execution must answer. */
	readonly hasTime: () => boolean;
	readonly yieldToEventLoop: () => Promise<void>;
	readonly executionId: string;
	readonly nowMs: () => EpochMs;
};
