import type { Studio } from "../state/studio.ts";
import { findStory, listStories } from "../story/browser-store.ts";
import { readLink } from "../story/link.ts";
import { toStory } from "../story/story.ts";
import { focusMessage } from "./focus-message.ts";
import { readStory } from "./read-story.ts";
import { WORDS } from "./words.ts";

const LAST = "last-story";

/** What the page begins with: the story of its link, else the last of this browser, else an empty one. */
export async function openFirst(studio: Studio): Promise<void> {
	if (location.hash !== "") {
		const text = await readLink(location.hash);
		history.replaceState(null, "", location.pathname);
		const read = text === null ? null : await readStory(text, studio.film);
		if (read !== null && "story" in read) return studio.open(read.story);
		studio.announce(read === null ? WORDS.linkTooOld : WORDS.fileRefused(read.fault));
	}
	const kept = await findLast().catch(() => undefined);
	if (kept !== undefined) studio.open(toStory(kept.conversation), kept.id);
	else focusMessage();
}

async function findLast() {
	const id = localStorage.getItem(LAST);
	const last = id === null ? undefined : await findStory(id);
	return last ?? (await listStories())[0];
}

export function rememberLast(id: string): void {
	localStorage.setItem(LAST, id);
}
