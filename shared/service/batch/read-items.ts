import type { ChatreelError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import type { AskedBatch } from "./parse-batch.ts";
import type { BatchPorts, StoredItem } from "./ports.ts";
import { isRefusal } from "./refusals.ts";

export type GoodItem = StoredItem & { readonly index: number };
export type BadItem = { readonly index: number; readonly error: ChatreelError; readonly hash: string };
export type ReadItem = GoodItem | BadItem;

/** Faulty conversations of which all faults are told; of the others the first are, so that very many bad ones cost little. */
const TOLD_WHOLE = 20;

/** Each conversation by itself: one that is faulty stops no other. */
export async function readItems(
	{ conversations, options }: AskedBatch,
	{ readItem, yieldToEventLoop }: Pick<BatchPorts, "readItem" | "yieldToEventLoop">,
): Promise<readonly ReadItem[]> {
	const items: ReadItem[] = [];
	let bad = 0;
	for (const [index, conversation] of conversations.entries()) {
		await yieldToEventLoop();
		try {
			items.push({ index, ...(await readItem(conversation, options, bad >= TOLD_WHOLE)) });
		} catch (error) {
			if (!isRefusal(error)) throw error;
			bad += 1;
			items.push({ index, error, hash: await sha256Hex(JSON.stringify(conversation) ?? "") });
		}
	}
	return items;
}

/** What makes two requests the same batch. */
export function contentHashOf({ webhook, options }: AskedBatch, items: readonly ReadItem[]): Promise<string> {
	const { maxCpuSeconds = null, webhook: ofEach = null } = options;
	const hashes = items.map(({ hash }) => hash);
	return sha256Hex(JSON.stringify([webhook, maxCpuSeconds, ofEach, hashes]));
}
