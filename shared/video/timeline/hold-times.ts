import type { ChatEntry } from "../conversation/chat-entries.ts";
import type { Entering, Spans } from "./entering.ts";
import { findRoom } from "./rooms.ts";

/** How long a message or a line stands before the next thing begins. What stands there at the start is read as a whole, and does not enter. */
export function findHold(
	entries: readonly ChatEntry[],
	at: number,
	entering: Entering,
	spans: Spans,
): number {
	const { standing, entranceMs, readings, pacing } = entering;
	if (isReadAsTyped(entries, at, entering, spans)) return pacing.shortestHoldMs;
	const seen = at < standing ? readings.slice(0, at + 1) : readings.slice(at, at + 1);
	const readingMs = seen.reduce((sum, reading) => sum + reading.readingMs, 0);
	return Math.max(pacing.shortestHoldMs, readingMs + (at < standing ? 0 : entranceMs));
}

/** Whether your message was seen typed from its first letter to its last, so that nothing of it is new once it is sent. */
export function isReadAsTyped(
	entries: readonly ChatEntry[],
	at: number,
	entering: Entering,
	spans: Spans,
): boolean {
	const entry = entries[at];
	const typed = entering.typings[at];
	if (entry?.kind !== "message" || entry.linkTitle !== undefined || entry.voiceSeconds !== undefined)
		return false;
	return (
		at >= entering.standing &&
		typed != null &&
		typed.keystrokes.leastMs <= findRoom(entries, at, entering, spans)
	);
}
