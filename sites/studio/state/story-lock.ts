import { effect } from "@preact/signals";
import { findStory } from "../story/browser-store.ts";
import { toStory } from "../story/story.ts";
import type { Studio } from "./studio.ts";

// A story is written in one tab at a time: each holds a Web Lock for its own. In all others it is read only, until they take it
// over or the first is closed. Where the browser has no locks (a page without https), nothing is held, and the last to save wins.

/** How long the other tab has to save and give up; one that is frozen does not answer. */
const ANSWER_MS = 1000;

/** Holds the story that is open, and keeps `isReadOnly`. Returns what takes the story over from another tab. */
export function lockStory(studio: Studio, saveNow: () => Promise<void>): () => void {
	const { storyId, isReadOnly } = studio;
	if (!("locks" in navigator)) return () => {};
	const requests = new BroadcastChannel("chatreel-studio-take-over");
	let release = () => {};

	const hold = async (id: string, options: LockOptions, onHeld: () => void): Promise<void> => {
		try {
			await navigator.locks.request(`story ${id}`, options, (lock) => {
				if (lock === null) return waitFor(id);
				if (storyId.peek() !== id) return;
				onHeld();
				return new Promise<void>((resolve) => {
					release = resolve;
				});
			});
		} catch (error) {
			// Aborted: another story is open here. Stolen: another tab did not wait for this one.
			if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
			if (storyId.peek() === id && !isReadOnly.peek()) waitFor(id);
		}
	};
	const waitFor = (id: string) => {
		isReadOnly.value = true;
		const waiting = new AbortController();
		release = () => waiting.abort();
		void hold(id, { signal: waiting.signal }, () => void continueWriting(id));
	};
	/** Goes on from what the other tab saved. */
	const continueWriting = async (id: string) => {
		const kept = await findStory(id).catch(() => undefined);
		if (storyId.peek() !== id) return;
		if (kept !== undefined) studio.open(toStory(kept.conversation), id);
		isReadOnly.value = false;
	};

	effect(() => {
		const id = storyId.value;
		isReadOnly.value = false;
		void hold(id, { ifAvailable: true }, () => {});
		return () => release();
	});
	requests.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
		const id = storyId.peek();
		if (data !== id || isReadOnly.peek()) return;
		isReadOnly.value = true;
		void saveNow().finally(() => {
			release();
			waitFor(id);
		});
	});
	return () => {
		const id = storyId.peek();
		requests.postMessage(id);
		setTimeout(() => {
			if (!isReadOnly.peek() || storyId.peek() !== id) return;
			release();
			void hold(id, { steal: true }, () => void continueWriting(id));
		}, ANSWER_MS);
	};
}
