import type { ChatEntry } from "../conversation/chat-entries.ts";
import type { Pacing } from "./pacing.ts";
import { measureReading, type Reading } from "./reading.ts";

type WithText = Extract<ChatEntry, { readonly text: string }>;

/** Whether an entry stands in the chat from some time on: a message, or a line of the chat itself. */
export function standsInChat(entry: ChatEntry | undefined): entry is WithText {
	return entry !== undefined && "text" in entry;
}

/**
 * What an entry in the chat takes to read: its text, the title on its link's card, and a look at its voice note, which nobody hears. A
 * status is in the header.
 */
export function measureEntry(entry: ChatEntry, pacing: Pacing): Reading {
	const text = measureReading(standsInChat(entry) ? entry.text : "", pacing);
	if (entry.kind !== "message") return text;
	const title = measureReading(entry.linkTitle ?? "", pacing);
	const voiceMs = entry.voiceSeconds === undefined ? 0 : pacing.voiceSeenMs;
	return {
		characters: text.characters + title.characters,
		readingMs: text.readingMs + title.readingMs + voiceMs,
		typingMs: text.typingMs,
	};
}
