import { createKey, type Entry, isMessage, type Message, type Story, textOf, withText } from "./story.ts";

// What is done to the rows of a story. Each returns another story, with all that did not change shared.

export function changeRow(story: Story, at: number, change: (entry: Entry) => Entry): Story {
	const { messages } = story.conversation;
	const entry = messages[at];
	if (entry === undefined) return story;
	return withMessages(story, messages.with(at, change(entry)), story.rowKeys);
}

export function insertRow(story: Story, at: number, entry: Entry, key = createKey()): Story {
	return withMessages(
		story,
		story.conversation.messages.toSpliced(at, 0, entry),
		story.rowKeys.toSpliced(at, 0, key),
	);
}

export function insertRows(story: Story, at: number, entries: readonly Entry[]): Story {
	return entries.reduce<Story>((made, entry, index) => insertRow(made, at + index, entry), story);
}

export function removeRow(story: Story, at: number): Story {
	return withMessages(story, story.conversation.messages.toSpliced(at, 1), story.rowKeys.toSpliced(at, 1));
}

/** Moves a row so that it stands at `to` afterwards. */
export function moveRow(story: Story, at: number, to: number): Story {
	const { rowKeys, conversation } = story;
	const [entry, key] = [conversation.messages[at], rowKeys[at]];
	const end = Math.min(Math.max(0, to), rowKeys.length - 1);
	if (entry === undefined || key === undefined || end === at) return story;
	return insertRow(removeRow(story, at), end, entry, key);
}

export function duplicateRow(story: Story, at: number): Story {
	const entry = story.conversation.messages[at];
	if (entry === undefined) return story;
	if (!isMessage(entry)) return insertRow(story, at + 1, entry);
	// An id is unique.
	const { id: _, ...copy } = entry;
	return insertRow(story, at + 1, copy);
}

/** Cuts the text of a row in two; the second part is `next` with that text. */
export function splitRow(story: Story, at: number, offset: number, next: Entry): Story {
	const entry = story.conversation.messages[at];
	if (entry === undefined) return story;
	const text = textOf(entry);
	const cut = changeRow(story, at, (each) => withText(each, text.slice(0, offset).trimEnd()));
	return insertRow(cut, at + 1, withText(next, text.slice(offset).trimStart()));
}

/** Adds the text of a row to the one before, and removes it. */
export function joinRow(story: Story, at: number): Story {
	const entry = story.conversation.messages[at];
	if (entry === undefined || at === 0) return story;
	const joined = changeRow(story, at - 1, (each) => withText(each, `${textOf(each)}${textOf(entry)}`));
	return removeRow(joined, at);
}

/** Changes fields of a message; undefined takes one away. */
export function changeMessage(
	story: Story,
	at: number,
	change: { readonly [Key in keyof Message]?: Message[Key] | undefined },
): Story {
	return changeRow(story, at, (entry) => {
		if (!isMessage(entry)) return entry;
		const fields = Object.entries({ ...entry, ...change }).filter(([, value]) => value !== undefined);
		return Object.fromEntries(fields) as Message;
	});
}

/** Replies name messages by their place, or by an id: from now on all by an id, so that rows can move. */
export function withReplyIds({ conversation, rowKeys }: Story): Story {
	const { messages } = conversation;
	const targets = new Set(
		messages.flatMap((entry) =>
			isMessage(entry) && typeof entry.replyTo === "number" ? [entry.replyTo] : [],
		),
	);
	if (targets.size === 0) return { conversation, rowKeys };
	const idAt = (index: number) => {
		const entry = messages[index];
		return entry !== undefined && isMessage(entry) ? (entry.id ?? `message-${index + 1}`) : undefined;
	};
	const named = messages.map((entry, index) => {
		if (!isMessage(entry)) return entry;
		const id = targets.has(index) ? idAt(index) : entry.id;
		const replyTo =
			typeof entry.replyTo === "number" ? (idAt(entry.replyTo) ?? entry.replyTo) : entry.replyTo;
		return { ...entry, ...(id !== undefined && { id }), ...(replyTo !== undefined && { replyTo }) };
	});
	return { rowKeys, conversation: { ...conversation, messages: named } };
}

function withMessages(
	{ conversation }: Story,
	messages: readonly Entry[],
	rowKeys: readonly string[],
): Story {
	return { conversation: { ...conversation, messages }, rowKeys };
}
