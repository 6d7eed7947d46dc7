import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Studio } from "../state/studio.ts";
import { keepStory } from "../story/browser-store.ts";
import type { Story } from "../story/story.ts";
import { titleOf } from "./files.ts";
import { rememberLast } from "./open-first.ts";
import { WORDS } from "./words.ts";

/** Whether the browser has what is written. `failed`: with the reason in words. */
export type Saving =
	| { readonly kind: "empty" | "saving" | "saved" | "elsewhere" }
	| { readonly kind: "failed"; readonly why: string };

export type StoryKeeper = {
	readonly saving: ReadonlySignal<Saving>;
	/** Saves what is not saved yet; resolves also where the browser refuses. */
	readonly saveNow: () => Promise<void>;
};

const AFTER_MS = 400;

/** Keeps the story in the browser, a moment after each change and when the page is hidden. "Saved" is said after reading it back. */
export function keepSaved({ story, storyId, isReadOnly }: Studio): StoryKeeper {
	const saving = signal<Saving>({ kind: "empty" });
	let timer: ReturnType<typeof setTimeout> | undefined;
	let waiting: { readonly story: Story; readonly id: string } | null = null;

	const save = async () => {
		clearTimeout(timer);
		const saved = waiting;
		if (saved === null) return;
		waiting = null;
		try {
			const { conversation } = saved.story;
			const title = titleOf(conversation);
			await keepStory({ id: saved.id, title, savedAtMs: Date.now(), conversation });
			rememberLast(saved.id);
			if (waiting === null && !isReadOnly.peek()) saving.value = { kind: "saved" };
		} catch (error) {
			const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
			saving.value = { kind: "failed", why: isFull ? WORDS.storageFull : WORDS.storageFailed };
		}
	};
	effect(() => {
		// The tab that writes it saves it.
		if (isReadOnly.value) {
			clearTimeout(timer);
			saving.value = { kind: "elsewhere" };
			return;
		}
		const now = { story: story.value, id: storyId.value };
		if (now.story.rowKeys.length === 0 && saving.peek().kind === "empty") return;
		waiting = now;
		saving.value = { kind: "saving" };
		clearTimeout(timer);
		timer = setTimeout(() => void save(), AFTER_MS);
	});
	addEventListener("visibilitychange", () => {
		if (document.visibilityState === "hidden" && !isReadOnly.peek()) void save();
	});
	return { saving, saveNow: save };
}
