import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";

// The stories that this browser keeps, in IndexedDB.

export type KeptStory = {
	readonly id: string;
	readonly title: string;
	readonly savedAtMs: number;
	readonly conversation: ConversationInput;
};

const [DATABASE, TABLE] = ["chatreel-studio", "stories"];

function open(): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(DATABASE, 1);
		request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "id" });
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
		request.onblocked = () => reject(new Error("Another window holds the stories."));
	});
}

let opened: Promise<IDBDatabase> | null = null;

async function ask<Value>(
	mode: IDBTransactionMode,
	work: (table: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
	opened ??= open();
	const database = await opened.catch((error: unknown) => {
		opened = null;
		throw error;
	});
	return new Promise((resolve, reject) => {
		const transaction = database.transaction(TABLE, mode);
		const request = work(transaction.objectStore(TABLE));
		transaction.oncomplete = () => resolve(request.result);
		transaction.onerror = () => reject(transaction.error);
		transaction.onabort = () => reject(transaction.error);
	});
}

/** Rejects unless the story can be read back as it was given. */
export async function keepStory(story: KeptStory): Promise<void> {
	await ask("readwrite", (table) => table.put(story));
	const kept = await findStory(story.id);
	if (kept?.savedAtMs !== story.savedAtMs) throw new Error("The browser did not keep the story.");
}

export const findStory = (id: string): Promise<KeptStory | undefined> =>
	ask<KeptStory | undefined>("readonly", (table) => table.get(id));

/** The newest first. */
export async function listStories(): Promise<readonly KeptStory[]> {
	const stories = await ask<KeptStory[]>("readonly", (table) => table.getAll());
	return stories.sort((a, b) => b.savedAtMs - a.savedAtMs);
}

export const forgetStory = (id: string): Promise<undefined> =>
	ask<undefined>("readwrite", (table) => table.delete(id));
