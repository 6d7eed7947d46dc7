import type { JsonObject } from "../../core/json.ts";
import type { Caller } from "../caller.ts";
import type { Limits } from "../quota/operations.ts";
import type { RowStore } from "../row-store.ts";
import type { BatchOptions } from "./parse-batch.ts";

export type StoredItem = {
	/** As it is kept with its job, and the hash of that. */
	readonly text: string;
	readonly hash: string;
	/** Its row of `requests`. */
	readonly row: { readonly conversation: string; readonly options: string };
};

/** The most that its video should use, in CPU ms: what its job reserves. */
export type ItemQuote = { readonly upperMs: number };

/** What an item's video will cost, without drawing. Rejects with what makes it hopeless. */
export type QuoteItem = (text: string) => Promise<ItemQuote>;

export type BatchPorts = {
	readonly store: RowStore;
	/** Throws INVALID_INPUT with the faults of one conversation; `isBrief`: with those of its first messages. */
	readonly readItem: (conversation: unknown, options: BatchOptions, isBrief: boolean) => Promise<StoredItem>;
	/** Work that others in the process are not to pay for. */
	readonly unshared: <Result>(work: () => Result) => Result;
	/** Lets `work` quote items, and charges what that used to the caller. */
	readonly planFor: <Result>(
		caller: Caller,
		work: (quoteItem: QuoteItem) => Promise<Result>,
	) => Promise<Result>;
	readonly webhookProblem: (target: string) => string | null;
	/** Makes the delivery that tells of this end of a batch, once. */
	readonly announce: (endId: string, target: string, payload: JsonObject) => Promise<void>;
	readonly limits: Limits;
	/** What is to render it. */
	readonly engineVersion: string;
	/** Whether there is time for another page before the caller is given up. */
	readonly hasTime: () => boolean;
	/** Lets others of the process have their turn. */
	readonly yieldToEventLoop: () => Promise<void>;
	/** This execution. */
	readonly executionId: string;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
};
