import type { ChatEntry } from "../conversation/chat-entries.ts";
import type { Entering, Spans } from "./entering.ts";
import { toMs } from "./frame-times.ts";
import { isReadAsTyped } from "./hold-times.ts";

/** When a reaction lands, in whole ms; null: it is there at the start. */
export type ReactionTime = { readonly atMs: number | null; readonly isPaced: boolean };

/**
 * Times the reactions of an entry, by their places in its list. With `after` they land so long after the message appears, or after the
 * start of a video in which it stands there. The others are paced: once the message was read, and each after the one before it in the
 * list; those of a message that stands there at the start are there too.
 */
export function timeReactions(
	entries: readonly ChatEntry[],
	at: number,
	entering: Entering,
	spans: Spans,
): readonly ReactionTime[] {
	const entry = entries[at];
	const { standing, entranceMs, readings, pacing } = entering;
	const startMs = spans.startsMs[at] ?? 0;
	const isStanding = at < standing;
	const times: ReactionTime[] = [];
	for (const { after } of (entry?.kind === "message" && entry.reactions) || []) {
		const isPaced = after === undefined;
		if (isStanding && (isPaced || after === 0)) {
			times.push({ atMs: null, isPaced });
		} else if (!isPaced) {
			times.push({ atMs: startMs + toMs(after), isPaced });
		} else {
			const readingMs = isReadAsTyped(entries, at, entering, spans) ? 0 : (readings[at]?.readingMs ?? 0);
			const readMs = startMs + entranceMs + Math.max(pacing.reactionAfterMs, readingMs);
			const previousMs = times.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
			times.push({ atMs: Math.max(readMs, previousMs + pacing.reactionGapMs), isPaced });
		}
	}
	return times;
}
