import { type ChatMessage, listEntries } from "./chat-entries.ts";
import type { Conversation } from "./conversation.ts";

/** The messages that are drawn, without what else happens. */
export function drawnMessages(conversation: Pick<Conversation, "messages">): readonly ChatMessage[] {
	return listEntries(conversation).filter((entry) => entry.kind === "message");
}

/** A chat is a group if it has a title, or more than one person beside you. */
export function isGroup(title: unknown, otherCount: number): boolean {
	return title !== undefined || otherCount > 1;
}
