import { isMessage } from "../conversation/chat-entries.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { findDomain } from "../text/find-links.ts";
import type { People, Person } from "./people.ts";

/** What a chat may show of one of a conversation's entries, in all its states. */
export type EntryContent = MessageContent | LineContent;

/** A message, or dots that no message follows, which has nothing to show. */
export type MessageContent = {
	readonly kind: "message";
	/** Its index in the conversation's messages. */
	readonly entry: number;
	readonly isOwn: boolean;
	/** Who writes: the same for all that one person sends. */
	readonly sender: string;
	/** Null: you, or somebody whom `people` does not have. */
	readonly person: Person | null;
	readonly isGroup: boolean;
	/** "" if it is pictures alone. */
	readonly text: string;
	/** The names of its pictures, the JSON pointers to their places in the conversation. */
	readonly images: readonly string[];
	/** Its text once it is edited; null if it never is. */
	readonly editedText: string | null;
	readonly reactions: readonly Reaction[];
	/** The index of the message that it quotes. */
	readonly replyTo: number | null;
	/** The length of a voice note. */
	readonly voiceSeconds: number | null;
	readonly link: LinkContent | null;
};

export type Reaction = {
	readonly emoji: string;
	readonly isOwn: boolean;
	/** Null: you. */
	readonly person: Person | null;
};

export type LinkContent = {
	readonly title: string;
	/** Null: none is given, and the text has no address. */
	readonly site: string | null;
	/** The name of its picture. */
	readonly picture: string | null;
};

/** A line of the chat itself: somebody joined, a day began. */
export type LineContent = {
	readonly kind: "line";
	readonly entry: number;
	readonly line: "system" | "date";
	readonly text: string;
};

type Entry = Conversation["messages"][number];
type Message = Extract<Entry, { readonly from?: unknown }>;

/** What of the entries is drawn in the column, by their index. */
export function readEntries(conversation: Conversation, people: People): ReadonlyMap<number, EntryContent> {
	const { messages } = conversation;
	return new Map(
		messages.flatMap((entry, index): (readonly [number, EntryContent])[] => {
			const content = readEntry(entry, index, { messages, people });
			return content === null ? [] : [[index, content]];
		}),
	);
}

type Chat = { readonly messages: readonly Entry[]; readonly people: People };

/** Null: a pause or a status, which have no place in the column. */
function readEntry(entry: Entry, index: number, chat: Chat): EntryContent | null {
	if (isMessage(entry)) return readMessage(entry, index, chat);
	if ("system" in entry) return { kind: "line", entry: index, line: "system", text: entry.system };
	if ("date" in entry) return { kind: "line", entry: index, line: "date", text: entry.date };
	return "typing" in entry ? emptyMessage(entry.typing.from, index, chat) : null;
}

function readMessage(message: Message, index: number, chat: Chat): MessageContent {
	const { sender, from, text = "", images = [], edited, reactions = [], replyTo, voice, link } = message;
	const writer = from ?? (sender === "you" ? "you" : undefined);
	const empty = emptyMessage(writer, index, chat);
	return {
		...empty,
		text,
		images: images.map((_, at) => `/messages/${index}/images/${at}`),
		editedText: edited?.text ?? null,
		reactions: reactions.map(({ emoji, from: by }) => {
			const person = findReacting(by, empty, chat.people);
			return { emoji, isOwn: person === null, person };
		}),
		replyTo: replyTo === undefined ? null : findMessage(replyTo, chat.messages),
		voiceSeconds: voice?.seconds ?? null,
		link:
			link === undefined
				? null
				: {
						title: link.title,
						site: link.site ?? findDomain(text),
						picture: link.picture === undefined ? null : `/messages/${index}/link/picture`,
					},
	};
}

/** A message of somebody that shows nothing. `from`: as in the conversation; undefined: the other of a chat of two. */
function emptyMessage(from: string | undefined, entry: number, { people }: Chat): MessageContent {
	const isOwn = from === "you";
	const person = isOwn ? null : findPerson(from, people);
	return {
		kind: "message",
		entry,
		isOwn,
		sender: isOwn ? "you" : (person?.id ?? "them"),
		person,
		isGroup: people.isGroup,
		text: "",
		images: [],
		editedText: null,
		reactions: [],
		replyTo: null,
		voiceSeconds: null,
		link: null,
	};
}

function findPerson(from: string | undefined, { others, isGroup }: People): Person | null {
	return (isGroup ? others.find(({ id }) => id === from) : others[0]) ?? null;
}

/** Who reacts: by default the other side; in a group, to one's own message, the first of the others. Null: you. */
function findReacting(from: string | undefined, { isOwn }: MessageContent, people: People): Person | null {
	const isYou = from === "you" || (from === undefined && !isOwn);
	if (isYou) return null;
	return findPerson(from, people) ?? people.others[0] ?? null;
}

function findMessage(replyTo: string | number, messages: readonly Entry[]): number | null {
	if (typeof replyTo === "number") return replyTo;
	const index = messages.findIndex((entry) => isMessage(entry) && entry.id === replyTo);
	return index === -1 ? null : index;
}
