import type { ChatEntry } from "../../conversation/chat-entries.ts";
import type { Entering, Spans } from "../entering.ts";
import { PACING } from "../pacing.ts";
import { findRoom } from "../rooms.ts";
import { fitKeystrokes } from "../typing/fit-keystrokes.ts";
import type { Keystrokes } from "../typing/keystrokes.ts";

/** How a message is typed in the time that there is. It ends when the message is sent. */
export type FittedTyping = {
	/** The keyboard is up from then on: before `startMs` where the first key follows too soon. */
	readonly upMs: number;
	readonly startMs: number;
	readonly keystrokes: Keystrokes;
};

/** Fits each typing between what comes before its message and the moment when that is sent. Null: the message just appears. */
export function fitTyped(
	entries: readonly ChatEntry[],
	entering: Entering,
	spans: Spans,
): readonly (FittedTyping | null)[] {
	return entering.typings.map((each, at) => {
		if (each === null) return null;
		const { keystrokes, isOptional } = each;
		const roomMs = findRoom(entries, at, entering, spans);
		if (isOptional && roomMs < keystrokes.leastMs) return null;
		if (roomMs < entering.pacing.shortestTypingMs) return null;
		const fitted = fitKeystrokes(keystrokes, roomMs);
		const sentMs = spans.startsMs[at] ?? 0;
		const startMs = sentMs - fitted.durationMs;
		const firstKeyMs = startMs + (fitted.strokes[0]?.atMs ?? 0);
		const upMs = Math.max(sentMs - roomMs, Math.min(startMs, firstKeyMs - PACING.keyboardRisesMs));
		return { upMs, startMs, keystrokes: fitted };
	});
}
