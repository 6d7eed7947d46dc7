import type { Conversation } from "../conversation/conversation.ts";
import { type DrawnMessage, drawnMessages, isMessage } from "../conversation/drawn-messages.ts";
import type { People, Person } from "./people.ts";

/** What a chat may show of one of a conversation's messages, in all its states. */
export type EntryContent = {
	/** Its index in the conversation's messages. */
	readonly entry: number;
	readonly isOwn: boolean;
	/** Who writes: the same for all that one person sends. */
	readonly sender: string;
	/** Null: you, or somebody whom `people` does not have. */
	readonly person: Person | null;
	readonly isGroup: boolean;
	/** "" if it is pictures alone. */
	readonly text: string;
	/** The names of its pictures, the JSON pointers to their places in the conversation. */
	readonly images: readonly string[];
	/** Its text once it is edited; null if it never is. */
	readonly editedText: string | null;
	/** Emoji, in the order in which they land. */
	readonly reactions: readonly string[];
};

/** The messages that are drawn, by their index. */
export function readEntries(conversation: Conversation, people: People): ReadonlyMap<number, EntryContent> {
	return new Map(
		drawnMessages(conversation).map((message) => [message.index, readEntry(conversation, people, message)]),
	);
}

function readEntry({ messages }: Conversation, people: People, drawn: DrawnMessage): EntryContent {
	const { index: entry, sender, text, pictureCount = 0 } = drawn;
	const isOwn = sender === "you";
	const { others, isGroup } = people;
	const message = messages[entry];
	const { from, edited, reactions = [] } = message !== undefined && isMessage(message) ? message : {};
	const writer = isGroup ? others.find(({ id }) => id === from) : others[0];
	const person = isOwn ? null : (writer ?? null);
	return {
		entry,
		isOwn,
		sender: isOwn ? "you" : (person?.id ?? "them"),
		person,
		isGroup,
		text,
		images: Array.from({ length: pictureCount }, (_, index) => `/messages/${entry}/images/${index}`),
		editedText: edited?.text ?? null,
		reactions: reactions.map(({ emoji }) => emoji),
	};
}
