import type { ChatEntry } from "../../conversation/chat-entries.ts";
import type { Spans } from "../entering.ts";
import { PACING } from "../pacing.ts";

type Times = Spans & {
	/** When dots begin, by entry. */
	readonly typingMs: readonly (number | null)[];
	/** How each is typed; null: it is not. */
	readonly typed: readonly (object | null)[];
};

/**
 * When the keyboard goes down after a message that was typed: it stays while the next entry is yours or follows within some seconds,
 * and where nothing follows. Null: it stays up until the next typing, or to the end.
 */
export function findFall(entries: readonly ChatEntry[], from: number, times: Times): number | null {
	let last = from;
	for (let at = from + 1; at < entries.length; at++) {
		const entry = entries[at];
		if (entry === undefined || !isSeen(entry)) continue;
		if (times.typed[at] !== null) return null;
		const lastMs = times.stopsMs[last] ?? 0;
		const beginsMs = times.typingMs[at] ?? times.startsMs[at] ?? 0;
		const isOwn = entry.kind === "message" && entry.sender === "you";
		if (!isOwn && beginsMs - lastMs > PACING.keyboardStaysMs) return lastMs + PACING.keyboardDownMs;
		last = at;
	}
	return null;
}

/** A pause is no entry that follows, and nobody sees that you type without a message. */
function isSeen(entry: ChatEntry): boolean {
	return entry.kind !== "pause" && !(entry.kind === "typing" && entry.sender === "you");
}
