import type { ChatEntry } from "../conversation/chat-entries.ts";
import type { Entering, Spans } from "./entering.ts";
import { standsInChat } from "./entry-text.ts";

type Chat = Pick<Entering, "standing" | "entranceMs" | "pacing">;

/** The time before an entry in which its message may be seen typed; negative if there is none. */
export function findRoom(entries: readonly ChatEntry[], at: number, chat: Chat, spans: Spans): number {
	return (spans.startsMs[at] ?? 0) - findQuiet(entries, at, chat, spans);
}

/** From when on dots or keys can be seen before an entry: once what comes before it has been there for a moment. */
function findQuiet(entries: readonly ChatEntry[], at: number, chat: Chat, spans: Spans): number {
	const { standing, entranceMs, pacing } = chat;
	const afterMs = Math.max(pacing.typingAfterMessageMs, entranceMs - pacing.typingBeforeRestMs);
	const before = entries[at - 1];
	if (before === undefined || at <= standing)
		return hasBegun(entries, at, standing) ? afterMs : pacing.firstTypingMs;
	const stopMs = spans.stopsMs[at - 1] ?? 0;
	if (standsInChat(before)) return stopMs + afterMs;
	if (before.kind === "status") return stopMs + pacing.typingAfterMessageMs;
	const ownMs = before.kind === "typing" ? pacing.typingAfterMessageMs : 0;
	const firstMs = hasBegun(entries, at, standing) ? 0 : pacing.firstTypingMs;
	return Math.max(findQuiet(entries, at - 1, chat, spans), stopMs + Math.max(ownMs, firstMs));
}

/** Whether anything was seen before an entry. Of what stands there at the start only messages and lines are. */
export function hasBegun(entries: readonly ChatEntry[], at: number, standing: number): boolean {
	const first = entries.findIndex(
		(entry, index) => standsInChat(entry) || (index >= standing && entry.kind !== "pause"),
	);
	return first >= 0 && first < at;
}
