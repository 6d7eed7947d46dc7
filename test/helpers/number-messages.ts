import type { ChatMessage } from "../../shared/video/conversation/chat-entries.ts";

type Message = Omit<ChatMessage, "index" | "kind">;

/** Messages as a timeline takes them, each with its place in the list. */
export function numberMessages(messages: readonly Message[]): readonly ChatMessage[] {
	return messages.map((message, index) => ({ ...message, kind: "message", index }));
}
