import { toStoredError } from "../../core/error-body.ts";
import { type ChatreelError, isKind } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import type { Context } from "../context.ts";
import { runUncharged } from "../quote/planning.ts";
import { encodeRequest, parseItem } from "../quote/request.ts";
import type { Refusal } from "../tables.ts";
import type { BatchOptions, BatchRequest } from "./parse-batch.ts";

export type StoredItem = {
	/** The request as the job's row keeps it. */
	readonly text: string;
	/** Hash of the text. */
	readonly hash: string;
	/** The values of its row in `requests`. */
	readonly row: { readonly conversation: string; readonly options: string };
};

export type ValidItem = StoredItem & { readonly index: number };
type InvalidItem = { readonly index: number; readonly error: ChatreelError; readonly hash: string };
export type ReadItem = ValidItem | InvalidItem;

/** This many invalid conversations report all their faults, the others only the first, so that very many cost little. */
const FULLY_CHECKED = 20;

/** Validates each conversation. An invalid one stops no other. */
export async function readItems(
	{ conversations, options }: BatchRequest,
	context: Pick<Context, "bounds" | "process">,
): Promise<readonly ReadItem[]> {
	const items: ReadItem[] = [];
	let invalid = 0;
	for (const [index, conversation] of conversations.entries()) {
		await context.process.yieldToEventLoop();
		try {
			items.push({ index, ...(await readItem(conversation, options, invalid >= FULLY_CHECKED, context)) });
		} catch (error) {
			if (!isRefusal(error)) throw error;
			invalid += 1;
			items.push({ index, error, hash: await sha256Hex(JSON.stringify(conversation) ?? "") });
		}
	}
	return items;
}

/** Messages that are checked of an invalid conversation among very many. */
const BRIEF_MESSAGES = 5;

/** Rejects with INVALID_INPUT and the faults of one conversation; `isBrief` limits them to its first messages. */
async function readItem(
	conversation: unknown,
	options: BatchOptions,
	isBrief: boolean,
	{ bounds, process }: Pick<Context, "bounds" | "process">,
): Promise<StoredItem> {
	const { maxMessages } = bounds;
	const firstMessages = isBrief ? BRIEF_MESSAGES : undefined;
	const request = runUncharged(process, () =>
		parseItem(conversation, options, { maxMessages, firstMessages }),
	);
	const { text, hash } = await encodeRequest(request);
	const row = {
		conversation: JSON.stringify(request.conversation),
		options: JSON.stringify(request.options),
	};
	return { text, hash, row };
}

/** Equal for requests of the same batch. */
export function hashContent({ webhook, options }: BatchRequest, items: readonly ReadItem[]): Promise<string> {
	const { maxCpuSeconds = null, webhook: jobWebhook = null } = options;
	const hashes = items.map(({ hash }) => hash);
	return sha256Hex(JSON.stringify([webhook, maxCpuSeconds, jobWebhook, hashes]));
}

/** The column has 1,000,000; the rest is reserve. */
const COLUMN_CHARACTERS = 900_000;

/** Whether the item is at fault, and not the service. */
export function isRefusal(thrown: unknown): thrown is ChatreelError {
	return isKind(thrown, "INVALID_INPUT", "QUOTA_EXCEEDED");
}

export function toRefusal(index: number, error: ChatreelError): Refusal {
	return { index, error: toStoredError(error) };
}

/** Gives each an equal share of the column. Keeps the first faults of very many, and their number. */
export function limitRefusals(refusals: readonly Refusal[]): readonly Refusal[] {
	const shareCharacters = Math.floor(COLUMN_CHARACTERS / Math.max(1, refusals.length));
	return refusals.map((refusal) => shortenRefusal(refusal, shareCharacters));
}

function shortenRefusal({ index, error }: Refusal, characters: number): Refusal {
	if (JSON.stringify(error).length <= characters) return { index, error };
	const { details } = error;
	let faults = Array.isArray(details["faults"]) ? details["faults"] : [];
	while (faults.length > 0) {
		faults = faults.slice(0, Math.floor(faults.length / 2));
		const less = { ...error, details: { ...details, faults } };
		if (JSON.stringify(less).length <= characters) return { index, error: less };
	}
	const { code, message } = error;
	return { index, error: { code, message: message.slice(0, 1000), details: {} } };
}
