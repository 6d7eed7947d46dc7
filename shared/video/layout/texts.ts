import type { Conversation } from "../conversation/conversation.ts";
import { drawnMessages } from "../conversation/drawn-messages.ts";
import type { ShownText } from "../text/shown-text.ts";
import { findInitials } from "./initials.ts";
import { themes } from "./themes/themes.ts";

/** Lists every text of the video, to choose fonts and to check its letters. */
export function listTexts(conversation: Conversation): readonly ShownText[] {
	const { contact, theme } = conversation;
	const { opening, receipts, words } = themes[theme.name];
	const own = [...opening, receipts.delivered, receipts.read, ...words];
	return [
		...drawnMessages(conversation).map(({ text, index }) => ({ text, pointer: `/messages/${index}/text` })),
		{ text: `${contact.name}\n${findInitials(contact.name) ?? ""}`, pointer: "/contact/name" },
		{ text: contact.status ?? "", pointer: "/contact/status" },
		...own.map((text) => ({ text, pointer: null })),
	];
}
