import type { Conversation } from "../conversation/conversation.ts";

/** What a chat may show of one of a conversation's messages, in all its states. */
export type EntryContent = {
	/** Its index in the conversation's messages. */
	readonly entry: number;
	readonly isOwn: boolean;
	readonly text: string;
	/** Its text once it is edited; null if it never is. */
	readonly editedText: string | null;
	/** Emoji, in the order in which they land. */
	readonly reactions: readonly string[];
	/** The name of its sender; null in a chat of two. */
	readonly name: string | null;
	/** When it was written, as the viewer reads it; null: not given. */
	readonly time: string | null;
};

/** Reads a message of the conversation. Throws RangeError if there is none at that index. */
export function readEntry({ messages }: Conversation, entry: number): EntryContent {
	const message = messages[entry];
	if (message === undefined)
		throw new RangeError(`expected an entry below ${messages.length}, received ${entry}`);
	return {
		entry,
		isOwn: message.sender === "you",
		text: message.text,
		editedText: null,
		reactions: [],
		name: null,
		time: null,
	};
}
