import { WORDS } from "../page/words.ts";
import type { Studio } from "../state/studio.ts";
import { senderOf, withSender } from "../story/people.ts";
import { moveRow } from "../story/rows.ts";
import { createKey } from "../story/story.ts";

// What both a row's keys and its menu do.

/** Gives a row to the next person, or the one before. */
export function changeSide({ story, people, change, announce }: Studio, at: number, by: 1 | -1): void {
	const { conversation, rowKeys } = story.value;
	const entry = conversation.messages[at];
	if (entry === undefined) return;
	const place = people.value.findIndex(({ id }) => id === senderOf(entry, people.value));
	const next = people.value.at((place + by + people.value.length) % people.value.length);
	if (next === undefined) return;
	const messages = conversation.messages.with(at, withSender(entry, next.id));
	change({ rowKeys, conversation: { ...conversation, messages } });
	announce(next.name === "" ? (next.id === "you" ? WORDS.you : WORDS.contact) : next.name);
}

export function moveBy(
	{ story, change, announce }: Studio,
	at: number,
	by: number,
	focus: { readonly offset: number; readonly part: "text" | "handle" },
): void {
	const rowKey = story.value.rowKeys[at] ?? createKey();
	const count = story.value.rowKeys.length;
	const to = Math.min(Math.max(0, at + by), count - 1);
	if (to === at) return;
	change(moveRow(story.value, at, to), { focus: { rowKey, ...focus } });
	announce(WORDS.moved(to + 1, count));
}
