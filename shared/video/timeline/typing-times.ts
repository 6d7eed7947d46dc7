import type { ChatMessage } from "../conversation/chat-entries.ts";
import { PACING } from "./pacing.ts";
import type { Reading } from "./reading.ts";

/**
 * Times the dots right before each "them" message, as long as its text asks for and the message before it leaves room. They end
 * when their message appears; null: it has none.
 */
export function timeTyping(
	messages: readonly ChatMessage[],
	startsMs: readonly number[],
	readings: readonly Reading[],
	entranceMs: number,
): readonly (number | null)[] {
	return messages.map(({ sender }, at) => {
		if (sender === "you") return null;
		const typingMs = Math.min(readings[at]?.typingMs ?? 0, roomForTyping(startsMs, at, entranceMs));
		return typingMs < PACING.shortestTypingMs ? null : (startsMs[at] ?? 0) - typingMs;
	});
}

/** The time from the entrance of the message before (or the quiet start) to the message; negative if there is none. */
export function roomForTyping(startsMs: readonly number[], at: number, entranceMs: number): number {
	const previousMs = startsMs[at - 1];
	const afterMs = Math.max(PACING.typingAfterMessageMs, entranceMs - PACING.typingBeforeRestMs);
	const freeFromMs = previousMs === undefined ? PACING.firstTypingMs : previousMs + afterMs;
	return (startsMs[at] ?? 0) - freeFromMs;
}
