import { isMessage } from "../conversation/chat-entries.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { drawnMessages } from "../conversation/drawn-messages.ts";
import { findCode } from "../text/find-markup.ts";
import type { ShownText } from "../text/shown-text.ts";
import { CURLY_QUOTES } from "../text/smart-quotes.ts";
import type { Look } from "../themes/look.ts";
import { findInitials } from "./shorten.ts";

type ListedLook = Pick<Look, "words" | "smartQuotes"> & {
	readonly reaction: Pick<Look["reaction"], "at">;
	readonly inline: Pick<Look["inline"], "hasMarkup">;
};

/** Lists every text of the video, to choose fonts and to check its letters. */
export function listTexts(
	conversation: Conversation,
	{ words, smartQuotes, reaction, inline }: ListedLook,
): readonly ShownText[] {
	const own = [...Object.values(words), CLOCK_DIGITS, "…", ...(smartQuotes ? [CURLY_QUOTES] : [])];
	return [
		...drawnMessages(conversation).flatMap(({ text, typed, edited, index }) => {
			const at = `/messages/${index}`;
			const texts = [{ text, pointer: `${at}/text` }];
			if (typeof typed === "object") texts.push({ text: typed.draft, pointer: `${at}/typed/draft` });
			if (edited !== undefined) texts.push({ text: edited.text, pointer: `${at}/edited/text` });
			return texts.map((each) => ({ ...each, ...(inline.hasMarkup && { code: listCode(each.text) }) }));
		}),
		...listLines(conversation),
		...(reaction.at === "none" ? [] : listReactions(conversation)),
		...listNames(conversation),
		{ text: conversation.contact.status ?? "", pointer: "/contact/status" },
		{ text: conversation.device?.carrier ?? "", pointer: "/device/carrier" },
		...own.map((text) => ({ text, pointer: null })),
	];
}

function listCode(text: string): readonly string[] {
	return findCode(text).map(({ from, to }) => text.slice(from, to));
}

const CLOCK_DIGITS = "0123456789:";

/** Of whom avatars and names show, and what the chat is called. With people, the contact is nobody. */
function listNames({ title, people = [], contact }: Conversation): readonly ShownText[] {
	const others = people.flatMap(({ id, name }, index) =>
		id === "you" ? [] : [{ name, pointer: `/people/${index}/name` }],
	);
	const shown = others.length === 0 ? [{ name: contact.name, pointer: "/contact/name" }] : others;
	return [
		{ text: title ?? "", pointer: "/title" },
		...shown.map(({ name, pointer }) => ({ text: `${name}\n${findInitials(name) ?? ""}`, pointer })),
	];
}

/** Lines of the chat itself, and what the header says later. */
function listLines({ messages }: Conversation): readonly ShownText[] {
	return messages.flatMap((entry, index) => {
		if ("system" in entry) return { text: entry.system, pointer: `/messages/${index}/system` };
		if ("date" in entry) return { text: entry.date, pointer: `/messages/${index}/date` };
		return "status" in entry ? { text: entry.status, pointer: `/messages/${index}/status` } : [];
	});
}

function listReactions({ messages }: Conversation): readonly ShownText[] {
	return messages.flatMap((entry, index) =>
		(isMessage(entry) ? (entry.reactions ?? []) : []).map(({ emoji }, at) => ({
			text: emoji,
			pointer: `/messages/${index}/reactions/${at}/emoji`,
		})),
	);
}
