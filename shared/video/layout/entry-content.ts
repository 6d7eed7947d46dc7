import type { Conversation } from "../conversation/conversation.ts";
import { type DrawnMessage, drawnMessages, isGroup } from "../conversation/drawn-messages.ts";

/** What a chat may show of one of a conversation's messages, in all its states. */
export type EntryContent = {
	/** Its index in the conversation's messages. */
	readonly entry: number;
	readonly isOwn: boolean;
	/** Who writes: the same for all that one person sends. */
	readonly sender: string;
	readonly text: string;
	/** Its text once it is edited; null if it never is. */
	readonly editedText: string | null;
	/** Emoji, in the order in which they land. */
	readonly reactions: readonly string[];
	/** The name of its sender; null in a chat of two, and of one's own. */
	readonly name: string | null;
	/** When it was written, as the viewer reads it; null: not given. */
	readonly time: string | null;
};

/** The messages that are drawn, by their index. */
export function readEntries(conversation: Conversation): ReadonlyMap<number, EntryContent> {
	return new Map(
		drawnMessages(conversation).map((message) => [message.index, readEntry(conversation, message)]),
	);
}

function readEntry({ messages, people = [], title }: Conversation, drawn: DrawnMessage): EntryContent {
	const { index: entry, sender, text } = drawn;
	const isOwn = sender === "you";
	const others = people.filter(({ id }) => id !== "you");
	const message = messages[entry];
	const { from, edited, reactions = [], time } = message !== undefined && "text" in message ? message : {};
	const person = isOwn || !isGroup(title, others.length) ? undefined : others.find(({ id }) => id === from);
	return {
		entry,
		isOwn,
		sender: isOwn ? "you" : (person?.id ?? "them"),
		text,
		editedText: edited?.text ?? null,
		reactions: reactions.map(({ emoji }) => emoji),
		name: person?.name ?? null,
		time: time ?? null,
	};
}
