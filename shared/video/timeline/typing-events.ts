import type { Message } from "./message-times.ts";
import { PACING } from "./pacing.ts";
import type { Reading } from "./reading.ts";
import type { TimelineEvent } from "./timeline.ts";

export type TypingEvent = Extract<TimelineEvent, { kind: "typing" }>;

/** Plans dots right before each "them" message, as long as its text asks for and the message before it leaves room. */
export function planTyping(
	messages: readonly Message[],
	startsMs: readonly number[],
	readings: readonly Reading[],
): readonly TypingEvent[] {
	return messages.flatMap(({ sender }, message): TypingEvent[] => {
		if (sender === "you") return [];
		const endMs = startsMs[message] ?? 0;
		const typingMs = Math.min(readings[message]?.typingMs ?? 0, roomForTyping(startsMs, message));
		return typingMs < PACING.shortestTypingMs
			? []
			: [{ kind: "typing", message, startMs: endMs - typingMs, endMs }];
	});
}

/** The time from the entrance of the message before (or the quiet start) to the message; negative if there is none. */
export function roomForTyping(startsMs: readonly number[], message: number): number {
	const previousMs = startsMs[message - 1];
	const freeFromMs =
		previousMs === undefined ? PACING.firstTypingMs : previousMs + PACING.typingAfterMessageMs;
	return (startsMs[message] ?? 0) - freeFromMs;
}
