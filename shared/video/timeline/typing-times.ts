import type { ChatEntry } from "../conversation/chat-entries.ts";
import type { Entering, Spans } from "./entering.ts";
import { findRoom } from "./rooms.ts";

/**
 * When the dots of each entry begin: those right before each message of "them", as long as its text asks for and what comes before it
 * leaves room, which end when their message appears; and those that no message follows. Null: it has none.
 */
export function timeTyping(
	entries: readonly ChatEntry[],
	entering: Entering,
	spans: Spans,
): readonly (number | null)[] {
	const { standing, readings, pacing } = entering;
	return entries.map((entry, at) => {
		const startMs = spans.startsMs[at] ?? 0;
		if (at < standing || !("sender" in entry) || entry.sender === "you") return null;
		if (entry.kind === "typing")
			return (spans.stopsMs[at] ?? 0) - startMs < pacing.shortestTypingMs ? null : startMs;
		const typingMs = Math.min(readings[at]?.typingMs ?? 0, findRoom(entries, at, entering, spans));
		return typingMs < pacing.shortestTypingMs ? null : startMs - typingMs;
	});
}
