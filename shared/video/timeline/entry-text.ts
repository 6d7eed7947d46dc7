import type { ChatEntry } from "../conversation/chat-entries.ts";

type WithText = Extract<ChatEntry, { readonly text: string }>;

/** Whether an entry stands in the chat from some time on: a message, or a line of the chat itself. */
export function standsInChat(entry: ChatEntry | undefined): entry is WithText {
	return entry !== undefined && "text" in entry;
}

/** What there is to read of an entry in the chat. A status is in the header. */
export function readText(entry: ChatEntry): string {
	return standsInChat(entry) ? entry.text : "";
}
