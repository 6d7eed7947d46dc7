import type { Conversation } from "../conversation/conversation.ts";

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

/** Reads a message of the conversation. Throws RangeError if there is no message with a text at that index. */
export function readEntry({ messages, people = [], title }: Conversation, entry: number): EntryContent {
	const message = messages[entry];
	if (message === undefined || !("text" in message) || message.text === undefined)
		throw new RangeError(`expected a message with a text, received messages[${entry}]`);
	const { sender, from, text, edited, reactions = [], time } = message;
	const isOwn = (sender ?? from) === "you";
	const isGroup = title !== undefined || people.filter(({ id }) => id !== "you").length > 1;
	const person = isOwn || !isGroup ? undefined : people.find(({ id }) => id === from);
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
