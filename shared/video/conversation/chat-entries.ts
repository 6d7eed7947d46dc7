import type { Conversation } from "./conversation.ts";

/** One of a conversation's `messages`, as far as it decides what happens and when. `index`: its place there, for pointers. */
export type ChatEntry =
	| ChatMessage
	/** A line of the chat itself. */
	| { readonly kind: "system" | "date"; readonly index: number; readonly text: string }
	| { readonly kind: "pause"; readonly index: number; readonly seconds: number }
	| ChatTyping
	| { readonly kind: "status"; readonly index: number; readonly status: string };

/** Dots that no message follows. */
export type ChatTyping = {
	readonly kind: "typing";
	readonly index: number;
	readonly sender: Sender;
	/** Who types, as the conversation names them. */
	readonly writer: string;
	readonly seconds: number;
};

/** What is on the right is yours, and on the left theirs, whoever of a group it is. */
type Sender = "you" | "them";

/** A message with a text, pictures or a voice note. All times are in seconds. */
export type ChatMessage = {
	readonly kind: "message";
	readonly index: number;
	readonly sender: Sender;
	/** "" if it is pictures or a voice note alone. */
	readonly text: string;
	/** Default: none. */
	readonly pictureCount?: number;
	/** The length of its voice note. Default: it is none. */
	readonly voiceSeconds?: number;
	/** The title on its link's card. Default: it has no card. */
	readonly linkTitle?: string;
	readonly timestamp?: number | undefined;
	/** What the phone's clock says then, "00:00" to "23:59". */
	readonly time?: string | undefined;
	/** How far its receipt gets. Default: read, when they answer. */
	readonly receipt?: "sent" | "delivered" | "read" | "none" | undefined;
	/** Silence before it, beside its pacing. */
	readonly pause?: number | undefined;
	/** Whether the keyboard is seen typing it, or a draft that is deleted first. Default: as `keyboard` says. */
	readonly typed?: boolean | { readonly draft: string } | undefined;
	/** Without `after` they are paced. */
	readonly reactions?: readonly { readonly from: Sender; readonly after?: number | undefined }[];
	readonly edited?: { readonly text: string; readonly after: number } | undefined;
	readonly deleted?: { readonly after: number } | undefined;
};

type Entry = Conversation["messages"][number];
type Message = Extract<Entry, { readonly from?: unknown }>;

/** All entries but messages of a sound alone, which are not drawn: `findNotShown` warns of them. */
export function listEntries({ messages }: Pick<Conversation, "messages">): readonly ChatEntry[] {
	return messages.flatMap((entry, index): ChatEntry | readonly [] => {
		if (isMessage(entry)) return readMessage(entry, index) ?? [];
		if ("system" in entry) return { kind: "system", index, text: entry.system };
		if ("date" in entry) return { kind: "date", index, text: entry.date };
		if ("pause" in entry) return { kind: "pause", index, seconds: entry.pause };
		if ("status" in entry) return { kind: "status", index, status: entry.status };
		const { from = "them", seconds } = entry.typing;
		return { kind: "typing", index, sender: from === "you" ? "you" : "them", writer: from, seconds };
	});
}

/** Null: it has nothing that is drawn. */
function readMessage(message: Message, index: number): ChatMessage | null {
	const { sender = message.from === "you" ? "you" : "them", text, images = [], reactions = [] } = message;
	const { voice, link, timestamp, time, receipt, pause, typed, edited, deleted } = message;
	if (text === undefined && images.length === 0 && voice === undefined) return null;
	const otherSide = sender === "you" ? "them" : "you";
	return {
		kind: "message",
		index,
		sender,
		text: text ?? "",
		...(images.length > 0 && { pictureCount: images.length }),
		...(voice !== undefined && { voiceSeconds: voice.seconds }),
		...(link !== undefined && { linkTitle: link.title }),
		...(timestamp !== undefined && { timestamp }),
		...(time !== undefined && { time }),
		...(receipt !== undefined && { receipt }),
		...(pause !== undefined && { pause }),
		...(typed !== undefined && { typed }),
		...(reactions.length > 0 && {
			reactions: reactions.map(({ from = otherSide, after }) => ({
				from: from === "you" ? "you" : "them",
				after,
			})),
		}),
		...(edited !== undefined && { edited }),
		...(deleted !== undefined && { deleted }),
	};
}

/** Whether somebody sends an entry, as nobody does a pause or a date. */
export function isMessage(entry: Entry): entry is Message {
	return "sender" in entry || "from" in entry;
}
