import { type ReadonlySignal, signal } from "@preact/signals";
import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";
import { readStory } from "../page/read-story.ts";
import { SERVER_WORDS } from "../page/words.ts";
import type { FilmClient } from "../state/film-client.ts";
import { toShown } from "../story/story.ts";
import type { Renderer } from "./renderer.ts";

/** A file that was dropped. */
export type BatchItem = {
	readonly key: number;
	readonly name: string;
	/** Null: it is not read yet, or has faults. */
	readonly conversation: ConversationInput | null;
	/** The words of its first fault. */
	readonly fault: string | null;
	/** Null: it was not started. */
	readonly jobId: string | null;
};

/** Stories of files, to be rendered together. */
export type Batch = {
	readonly items: ReadonlySignal<readonly BatchItem[]>;
	readonly add: (files: readonly File[]) => Promise<void>;
	/** Starts all that can be, one job each. */
	readonly start: () => void;
	readonly clear: () => void;
};

export function createBatch(film: Pick<FilmClient, "ask">, { request }: Pick<Renderer, "request">): Batch {
	const items = signal<readonly BatchItem[]>([]);
	let nextKey = 0;
	const change = (key: number, changes: Partial<BatchItem>) => {
		items.value = items.peek().map((item) => (item.key === key ? { ...item, ...changes } : item));
	};
	const read = async (file: File, key: number) => {
		try {
			const answer = await readStory(await file.text(), film);
			change(
				key,
				"fault" in answer ? { fault: answer.fault } : { conversation: toShown(answer.story).conversation },
			);
		} catch (error) {
			change(key, { fault: SERVER_WORDS.notRead((error as Error).message) });
		}
	};
	return {
		items,
		add: async (files) => {
			const added = files.map((file) => ({ file, key: nextKey++ }));
			const rows = added.map(({ file: { name }, key }) => ({
				...{ key, name },
				...{ conversation: null, fault: null, jobId: null },
			}));
			items.value = [...items.peek(), ...rows];
			for (const { file, key } of added) await read(file, key);
		},
		start: () => {
			for (const { key, name, conversation, jobId } of items.peek())
				if (conversation !== null && jobId === null)
					change(key, { jobId: request(conversation, name.replace(/\.[^.]*$/, "")) });
		},
		clear: () => {
			items.value = [];
		},
	};
}
