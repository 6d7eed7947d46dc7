import type { Conversation } from "./conversation.ts";

/** A message as far as it is drawn today. */
export type DrawnMessage = {
	/** Its index in the conversation's `messages`, for pointers. */
	readonly index: number;
	readonly sender: "you" | "them";
	readonly text: string;
	readonly timestamp?: number | undefined;
};

/**
 * The entries that are drawn: messages with a text. Whoever of a group writes is "them". `findNotShown` warns of everything else.
 */
export function drawnMessages({ messages }: Pick<Conversation, "messages">): readonly DrawnMessage[] {
	return messages.flatMap((entry, index): DrawnMessage[] => {
		if (!("text" in entry) || entry.text === undefined) return [];
		const { sender = entry.from === "you" ? "you" : "them", text, timestamp } = entry;
		return [{ index, sender, text, ...(timestamp === undefined ? {} : { timestamp }) }];
	});
}

/** A chat is a group if it has a title, or more than one person beside you. */
export function isGroup(title: unknown, otherCount: number): boolean {
	return title !== undefined || otherCount > 1;
}
