import type { Conversation } from "../chat/conversation.ts";
import { themes } from "./themes/themes.ts";

/** Every text that a video of this conversation shows, for choosing fonts: the messages, and the theme's own words. */
export function textsOf(conversation: Conversation): {
	readonly messages: readonly string[];
	readonly others: readonly string[];
} {
	const { contact, theme, messages } = conversation;
	const { opening, receipts, words } = themes[theme.name];
	return {
		messages: messages.map(({ text }) => text),
		others: [contact.name, contact.status ?? "", ...opening, receipts.delivered, receipts.read, ...words],
	};
}
