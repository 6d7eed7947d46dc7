import type { Conversation } from "./conversation.ts";

/** A message as far as it is drawn today. */
export type DrawnMessage = {
	/** Its index in the conversation's `messages`, for pointers. */
	readonly index: number;
	readonly sender: "you" | "them";
	/** "" if it is pictures alone. */
	readonly text: string;
	/** Default: none. */
	readonly pictureCount?: number;
	readonly timestamp?: number | undefined;
	/** What the phone's clock says then, "00:00" to "23:59". */
	readonly time?: string | undefined;
	/** How far its receipt gets. Default: read, when they answer. */
	readonly receipt?: "sent" | "delivered" | "read" | "none" | undefined;
};

/**
 * The entries that are drawn: messages with a text or pictures. Whoever of a group writes is "them". `findNotShown` warns of
 * everything else.
 */
export function drawnMessages({ messages }: Pick<Conversation, "messages">): readonly DrawnMessage[] {
	return messages.flatMap((entry, index): DrawnMessage[] => {
		if (!isMessage(entry)) return [];
		const { sender = entry.from === "you" ? "you" : "them", text, images = [] } = entry;
		const { timestamp, time, receipt } = entry;
		if (text === undefined && images.length === 0) return [];
		return [
			{
				index,
				sender,
				text: text ?? "",
				...(images.length > 0 && { pictureCount: images.length }),
				...(timestamp !== undefined && { timestamp }),
				...(time !== undefined && { time }),
				...(receipt !== undefined && { receipt }),
			},
		];
	});
}

type Entry = Conversation["messages"][number];

/** Whether somebody sends an entry, as nobody does a pause or a date. */
export function isMessage(entry: Entry): entry is Extract<Entry, { readonly from?: unknown }> {
	return "sender" in entry || "from" in entry;
}

/** A chat is a group if it has a title, or more than one person beside you. */
export function isGroup(title: unknown, otherCount: number): boolean {
	return title !== undefined || otherCount > 1;
}
