import { createFault, createInputError } from "../../core/fault.ts";
import type { ChatEntry } from "../conversation/chat-entries.ts";
import type { Entering, Spans } from "./entering.ts";
import { standsInChat } from "./entry-text.ts";
import type { ChatEvent } from "./event-times.ts";
import { toMs } from "./frame-times.ts";
import { findHold } from "./hold-times.ts";
import { PACING } from "./pacing.ts";
import { measureReading } from "./reading.ts";

/** By entry: when the video would end by its own pace, were this entry the last. */
export function listEnds(
	entries: readonly ChatEntry[],
	entering: Entering,
	spans: Spans & { readonly events: readonly ChatEvent[] },
): readonly number[] {
	const endsMs: number[] = [];
	let eventsEndMs = 0;
	for (const [at, entry] of entries.entries()) {
		const ownMs = findEnd(entries, at, entering, { ...spans, beforeMs: endsMs.at(-1) });
		const events = spans.events.filter(({ of, isTooLate }) => of === at && !isTooLate);
		eventsEndMs = Math.max(eventsEndMs, ...events.map((event) => findEventEnd(entry, event, entering)));
		endsMs.push(Math.max(ownMs, eventsEndMs));
	}
	return endsMs;
}

/** `beforeMs`: the end without this entry. */
function findEnd(
	entries: readonly ChatEntry[],
	at: number,
	entering: Entering,
	{ beforeMs, ...spans }: Spans & { readonly beforeMs: number | undefined },
): number {
	const { pacing } = entering;
	const entry = entries[at];
	const [startMs = 0, stopMs = 0] = [spans.startsMs[at], spans.stopsMs[at]];
	if (standsInChat(entry))
		return startMs + Math.max(pacing.shortestTailMs, findHold(entries, at, entering, spans));
	const leastMs = beforeMs ?? pacing.shortestTailMs;
	if (at < entering.standing) return leastMs;
	if (entry?.kind === "pause") return leastMs + stopMs - startMs;
	return Math.max(
		leastMs,
		stopMs + findSeen(entry?.kind === "typing" ? pacing.afterStoppedMs : pacing.statusMs, entering),
	);
}

function findEventEnd(entry: ChatEntry, { what, atMs }: ChatEvent, entering: Entering): number {
	if (atMs === null) return 0;
	const edited = what.kind === "edited" && entry.kind === "message" ? (entry.edited?.text ?? "") : "";
	const { readingMs } = measureReading(edited, entering.pacing);
	return atMs + findSeen(Math.max(entering.pacing.eventSeenMs, readingMs), entering);
}

/** At any pace a change is seen at rest. */
function findSeen(seenMs: number, { entranceMs, pacing }: Entering): number {
	return Math.max(seenMs, entranceMs + pacing.leastRestMs);
}

type Lengths = {
	readonly ownEndMs: number;
	readonly entranceMs: number;
	readonly durationSeconds: number | undefined;
};

/** The given length, which shows the last that stands in the chat, or the video's own. */
export function planDuration(
	entries: readonly ChatEntry[],
	{ startsMs }: Spans,
	{ ownEndMs, entranceMs, durationSeconds }: Lengths,
): number {
	if (durationSeconds === undefined) return ownEndMs;
	const last = entries.findLastIndex(standsInChat);
	const leastTailMs = Math.max(PACING.leastGivenTailMs, entranceMs + PACING.leastRestMs);
	const leastMs = (startsMs[last] ?? 0) + leastTailMs;
	const durationMs = toMs(durationSeconds);
	if (durationMs >= leastMs) return durationMs;
	const fault = createFault(["video", "durationSeconds"], {
		expected: "a length that shows the last message",
		allowed: `${leastMs / 1000} or more`,
		received: String(durationSeconds),
	});
	throw createInputError("conversation", [fault]);
}
