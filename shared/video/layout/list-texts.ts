import type { Conversation } from "../conversation/conversation.ts";
import { drawnMessages } from "../conversation/drawn-messages.ts";
import type { ShownText } from "../text/shown-text.ts";
import { CURLY_QUOTES } from "../text/smart-quotes.ts";
import type { Look } from "../themes/look.ts";
import { findInitials } from "./shorten.ts";

/** Lists every text of the video, to choose fonts and to check its letters. */
export function listTexts(
	conversation: Conversation,
	{ words, smartQuotes }: Pick<Look, "words" | "smartQuotes">,
): readonly ShownText[] {
	const { contact } = conversation;
	const own = [...Object.values(words), CLOCK_DIGITS, "…", ...(smartQuotes ? [CURLY_QUOTES] : [])];
	return [
		...drawnMessages(conversation).map(({ text, index }) => ({ text, pointer: `/messages/${index}/text` })),
		{ text: `${contact.name}\n${findInitials(contact.name) ?? ""}`, pointer: "/contact/name" },
		{ text: contact.status ?? "", pointer: "/contact/status" },
		...own.map((text) => ({ text, pointer: null })),
	];
}

const CLOCK_DIGITS = "0123456789:";
