import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";

/**
 * What is written: a conversation as its author means it, and a name for each of its entries that stays when entries move. While
 * it is written it may have faults, such as a message without a text yet.
 */
export type Story = { readonly conversation: ConversationInput; readonly rowKeys: readonly string[] };

export type Entry = ConversationInput["messages"][number];
export type Message = Extract<Entry, { readonly from?: unknown }>;
export type LineKind = "pause" | "system" | "date" | "typing" | "status";

export const EMPTY: Story = { conversation: { messages: [] }, rowKeys: [] };

export function isMessage(entry: Entry): entry is Message {
	return "sender" in entry || "from" in entry;
}

const LINE_KINDS: readonly LineKind[] = ["pause", "system", "date", "typing", "status"];

/** What an entry is that is no message. */
export function lineKindOf(entry: Entry): LineKind | null {
	return isMessage(entry) ? null : (LINE_KINDS.find((kind) => kind in entry) ?? null);
}

/** The text that is written in an entry's field: of a message, or of a line of the chat. */
export function textOf(entry: Entry): string {
	if ("system" in entry) return entry.system;
	if ("date" in entry) return entry.date;
	if ("status" in entry) return entry.status;
	return isMessage(entry) ? (entry.text ?? "") : "";
}

export function withText(entry: Entry, text: string): Entry {
	if ("system" in entry) return { system: text };
	if ("date" in entry) return { date: text };
	if ("status" in entry) return { status: text };
	return isMessage(entry) ? { ...entry, text } : entry;
}

let keyCount = 0;

export function createKey(): string {
	keyCount += 1;
	return `row${keyCount}`;
}

/** A conversation from a file, a link or a text. */
export function toStory(conversation: ConversationInput): Story {
	return { conversation, rowKeys: conversation.messages.map(createKey) };
}

/** What of a story can be shown: without entries that have nothing in them yet. `rows`: the index of each in the story. */
export function toShown({ conversation }: Story): {
	readonly conversation: ConversationInput;
	readonly rows: readonly number[];
} {
	const rows = conversation.messages.flatMap((entry, index) => (isBlank(entry) ? [] : index));
	if (rows.length === conversation.messages.length) return { conversation, rows };
	const messages = conversation.messages.filter((entry) => !isBlank(entry)).map(withoutBlankText);
	const { startWith } = conversation;
	const shown = { ...conversation, messages };
	if (startWith === undefined) return { conversation: shown, rows };
	return { conversation: { ...shown, startWith: rows.filter((row) => row < startWith).length }, rows };
}

function isBlank(entry: Entry): boolean {
	const kind = lineKindOf(entry);
	if (kind === "pause" || kind === "typing") return false;
	if (textOf(entry).trim() !== "") return false;
	return !(isMessage(entry) && (entry.images !== undefined || entry.voice !== undefined));
}

function withoutBlankText(entry: Entry): Entry {
	if (!isMessage(entry) || entry.text === undefined || entry.text.trim() !== "") return entry;
	const { text: _, ...rest } = entry;
	return rest;
}
