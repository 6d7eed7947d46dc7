import type { ChatMessage } from "../conversation/chat-entries.ts";
import type { Entering } from "./message-times.ts";
import type { Reading } from "./reading.ts";

/**
 * Times the dots right before each "them" message, as long as its text asks for and the message before it leaves room. They end
 * when their message appears; null: it has none.
 */
export function timeTyping(
	messages: readonly ChatMessage[],
	startsMs: readonly number[],
	readings: readonly Reading[],
	entering: Pick<Entering, "entranceMs" | "pacing">,
): readonly (number | null)[] {
	return messages.map(({ sender }, at) => {
		if (sender === "you") return null;
		const typingMs = Math.min(readings[at]?.typingMs ?? 0, roomForTyping(startsMs, at, entering));
		return typingMs < entering.pacing.shortestTypingMs ? null : (startsMs[at] ?? 0) - typingMs;
	});
}

/** The time from the entrance of the message before (or the quiet start) to the message; negative if there is none. */
export function roomForTyping(
	startsMs: readonly number[],
	at: number,
	{ entranceMs, pacing }: Pick<Entering, "entranceMs" | "pacing">,
): number {
	const previousMs = startsMs[at - 1];
	const afterMs = Math.max(pacing.typingAfterMessageMs, entranceMs - pacing.typingBeforeRestMs);
	const freeFromMs = previousMs === undefined ? pacing.firstTypingMs : previousMs + afterMs;
	return (startsMs[at] ?? 0) - freeFromMs;
}
