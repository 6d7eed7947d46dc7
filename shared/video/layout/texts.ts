import type { Conversation } from "../conversation/conversation.ts";
import { findInitials } from "./initials.ts";
import { themes } from "./themes/themes.ts";

/** A text of a video, and its place in the conversation as a JSON Pointer (RFC 6901). Null: it is the theme's own. */
export type ShownText = { readonly text: string; readonly pointer: string | null };

/** Every text that a video of this conversation shows, for choosing fonts and for the check of its letters. */
export function listTexts(conversation: Conversation): readonly ShownText[] {
	const { contact, theme, messages } = conversation;
	const { opening, receipts, words } = themes[theme.name];
	const own = [...opening, receipts.delivered, receipts.read, ...words];
	return [
		...messages.map(({ text }, index) => ({ text, pointer: `/messages/${index}/text` })),
		{ text: `${contact.name}\n${findInitials(contact.name) ?? ""}`, pointer: "/contact/name" },
		{ text: contact.status ?? "", pointer: "/contact/status" },
		...own.map((text) => ({ text, pointer: null })),
	];
}
