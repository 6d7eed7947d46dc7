import type { ChatEntry, ChatTyping } from "../conversation/chat-entries.ts";
import type { Entering, Spans } from "./entering.ts";
import { standsInChat } from "./entry-text.ts";
import { toMs } from "./frame-times.ts";
import { findHold } from "./hold-times.ts";
import { timeReactions } from "./reaction-times.ts";
import { hasBegun } from "./rooms.ts";

/** The start of the first entry that has no time yet, at the pace of the conversation. */
export function findPacedStart(entries: readonly ChatEntry[], entering: Entering, spans: Spans): number {
	const at = spans.startsMs.length;
	const entry = entries[at];
	if (entry?.kind === "typing" && typesAlong(entries, at, entering.standing))
		return (spans.startsMs[at - 1] ?? 0) + entering.pacing.typingApartMs;
	const freeMs =
		findFree(entries, at, entering, spans) + (entry?.kind === "message" ? toMs(entry.pause ?? 0) : 0);
	return (
		freeMs +
		(hasBegun(entries, at, entering.standing)
			? findLead(entry, at, entering)
			: findFirstLead(entry, at, entering))
	);
}

/** When all before an entry was seen. */
function findFree(entries: readonly ChatEntry[], at: number, entering: Entering, spans: Spans): number {
	const { standing, pacing } = entering;
	const last = entries[at - 1];
	const stopMs = spans.stopsMs[at - 1] ?? 0;
	if (last === undefined) return 0;
	if (at <= standing) return hasBegun(entries, at, standing) ? findHold(entries, at - 1, entering, spans) : 0;
	if (standsInChat(last)) {
		const pacedMs = timeReactions(entries, at - 1, entering, spans).flatMap(({ atMs, isPaced }) =>
			isPaced && atMs !== null ? atMs + pacing.eventSeenMs : [],
		);
		return Math.max(stopMs + findHold(entries, at - 1, entering, spans), ...pacedMs);
	}
	if (last.kind === "typing") {
		const begin = entries.findLastIndex(({ kind }, index) => index < at && kind !== "typing") + 1;
		return Math.max(...spans.stopsMs.slice(Math.max(begin, standing), at)) + pacing.afterStoppedMs;
	}
	return stopMs + (last.kind === "status" ? pacing.statusMs : 0);
}

/** How long a message is typed before it appears. */
function findLead(entry: ChatEntry | undefined, at: number, { readings, typings }: Entering): number {
	if (entry?.kind !== "message") return 0;
	return entry.sender === "them" ? (readings[at]?.typingMs ?? 0) : (typings[at]?.keystrokes.durationMs ?? 0);
}

/** The same where nothing has happened yet: after a look at the header. */
function findFirstLead(entry: ChatEntry | undefined, at: number, { typings, pacing }: Entering): number {
	if (entry === undefined || entry.kind === "pause") return 0;
	if (!standsInChat(entry)) return pacing.firstTypingMs;
	if (entry.kind !== "message") return pacing.firstMessageMs;
	if (entry.sender === "them") return pacing.firstTypingMs + pacing.typing.minMs;
	const typedMs = typings[at]?.keystrokes.durationMs;
	return typedMs === undefined ? pacing.firstMessageMs : pacing.firstTypingMs + typedMs;
}

/** Whether somebody begins to type while the one before still does: those who type right after one another in the list do so at once. */
function typesAlong(entries: readonly ChatEntry[], at: number, standing: number): boolean {
	const others = new Set<string>();
	let isAlong = false;
	const begin = Math.max(
		standing,
		entries.findLastIndex(({ kind }, index) => index < at && kind !== "typing") + 1,
	);
	for (const { writer } of entries.slice(begin, at + 1).filter(isTyping)) {
		isAlong = others.size > 0 && !others.has(writer);
		if (!isAlong) others.clear();
		others.add(writer);
	}
	return isAlong;
}

function isTyping(entry: ChatEntry): entry is ChatTyping {
	return entry.kind === "typing";
}
