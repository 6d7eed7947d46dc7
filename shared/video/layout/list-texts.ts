import { isMessage } from "../conversation/chat-entries.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { drawnMessages } from "../conversation/drawn-messages.ts";
import { findDomain } from "../text/find-links.ts";
import { findCode } from "../text/find-markup.ts";
import type { ShownText } from "../text/shown-text.ts";
import { CURLY_QUOTES } from "../text/smart-quotes.ts";
import type { Look } from "../themes/look.ts";
import { FREQUENT_EMOJI } from "./keyboard/frequent-emoji.ts";
import { hasKeyboard } from "./keyboard/has-keyboard.ts";
import { findInitials } from "./shorten.ts";

type ListedLook = Pick<Look, "words" | "smartQuotes" | "keyboard" | "isPhone" | "keys"> & {
	readonly reaction: Pick<Look["reaction"], "at">;
	readonly inline: Pick<Look["inline"], "hasMarkup">;
};

/** Lists every text of the video, to choose fonts and to check its letters. */
export function listTexts(conversation: Conversation, look: ListedLook): readonly ShownText[] {
	const { words, smartQuotes, reaction, inline } = look;
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
		...listCards(conversation),
		...listNames(conversation),
		{ text: conversation.contact.status ?? "", pointer: "/contact/status" },
		{ text: conversation.device?.carrier ?? "", pointer: "/device/carrier" },
		...[...own, ...listKeys(conversation, look)].map((text) => ({ text, pointer: null })),
	];
}

function listCode(text: string): readonly string[] {
	return findCode(text).map(({ from, to }) => text.slice(from, to));
}

/** What is written on a keyboard, if one may be seen: its emoji only where one of them may be typed. */
function listKeys(conversation: Conversation, look: ListedLook): readonly string[] {
	const { keyboard = "never" } = conversation;
	const typed = drawnMessages(conversation).filter(
		({ sender, typed = keyboard !== "never" }) => sender === "you" && typed !== false,
	);
	if ((typed.length === 0 && keyboard !== "always") || !hasKeyboard(look)) return [];
	const { letters, capitals, digits, words } = look.keys;
	const keys = [...letters, ...(capitals ?? []), ...digits].flat();
	const isEmojiTyped = typed.some(({ text }) => EMOJI.test(text));
	return [...keys, ...Object.values(words), ...(isEmojiTyped ? FREQUENT_EMOJI : [])];
}

const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u;

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

/** A site that is not given is the domain of an address in the text. */
function listCards({ messages }: Conversation): readonly ShownText[] {
	return messages.flatMap((entry, index) => {
		if (!isMessage(entry) || entry.link === undefined) return [];
		const { text = "", link } = entry;
		const at = `/messages/${index}`;
		const site =
			link.site === undefined
				? { text: findDomain(text) ?? "", pointer: `${at}/text` }
				: { text: link.site, pointer: `${at}/link/site` };
		return [{ text: link.title, pointer: `${at}/link/title` }, site];
	});
}
