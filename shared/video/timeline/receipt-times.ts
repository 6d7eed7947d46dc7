import type { ChatEntry, ChatMessage } from "../conversation/chat-entries.ts";
import type { Entering, Spans } from "./entering.ts";
import type { ChatEvent } from "./event-times.ts";

/** What is known of a sent message from `atMs` on; null: from the start of the video. `of` is its place in the list of entries. */
export type ReceiptTime = {
	readonly of: number;
	readonly receipt: "delivered" | "read";
	readonly atMs: number | null;
};

type Times = Entering &
	Pick<Spans, "startsMs"> & {
		readonly typingMs: readonly (number | null)[];
		readonly events: readonly ChatEvent[];
	};

/**
 * Times "delivered" and "read" of each "you" message, as far as its own `receipt` lets it get. Whoever answers has read all that was
 * sent before, and that shows before the answer's dots; so has who reacts. "Delivered" is left out where it would
 * last only a moment, and all of what is deleted by then.
 */
export function timeReceipts(entries: readonly ChatEntry[], times: Times): readonly ReceiptTime[] {
	return entries.flatMap((entry, of): readonly ReceiptTime[] => {
		if (entry.kind !== "message" || entry.sender === "them") return [];
		const deleted = times.events.find((event) => event.of === of && event.what.kind === "deleted");
		const untilMs = deleted === undefined ? Number.POSITIVE_INFINITY : (deleted.atMs ?? 0);
		return timeOwn(entries, entry, of, times).filter(({ atMs }) => atMs === null || atMs < untilMs);
	});
}

function timeOwn(
	entries: readonly ChatEntry[],
	{ receipt }: ChatMessage,
	of: number,
	times: Times,
): readonly ReceiptTime[] {
	if (receipt === "none" || receipt === "sent") return [];
	const isStanding = of < times.standing;
	const deliveredMs = isStanding ? 0 : timeDelivery(entries, times, of);
	const delivered: ReceiptTime = { of, receipt: "delivered", atMs: isStanding ? null : deliveredMs };
	if (receipt === "delivered") return [delivered];
	const readMs = timeReading(entries, of, { deliveredMs, receipt }, times);
	if (readMs === undefined) return [delivered];
	const isSeen = isStanding || (readMs !== null && deliveredMs + times.pacing.receiptMinMs <= readMs);
	return [...(isSeen ? [delivered] : []), { of, receipt: "read", atMs: readMs }];
}

/** A line of words is under the newest message alone: one that the next message would take away at once comes with that instead. */
function timeDelivery(entries: readonly ChatEntry[], { startsMs, pacing }: Times, of: number): number {
	const deliveredMs = (startsMs[of] ?? 0) + pacing.deliveredAfterMs;
	const nextOwn = entries.findIndex((entry, at) => at > of && isMessageOf("you", entry));
	const nextMs = startsMs[nextOwn] ?? Number.POSITIVE_INFINITY;
	const isMoment = nextMs > deliveredMs && nextMs < deliveredMs + pacing.receiptMinMs;
	return isMoment ? nextMs : deliveredMs;
}

/** When a message is read; null: before the start; undefined: never. */
function timeReading(
	entries: readonly ChatEntry[],
	of: number,
	{ deliveredMs, receipt }: { readonly deliveredMs: number; readonly receipt: ChatMessage["receipt"] },
	times: Times,
): number | null | undefined {
	const answer = entries.findIndex(
		(entry, at) =>
			at > of && (isMessageOf("them", entry) || (times.typingMs[at] !== null && entry.kind === "typing")),
	);
	const reactedMs = findReactions(entries, of, times);
	if ((answer >= 0 && answer < times.standing) || reactedMs.includes(null)) return null;
	const known = [
		...(answer < 0 ? [] : [timeBeforeAnswer(entries, answer, times)]),
		...reactedMs.flatMap((atMs) => (atMs === null ? [] : timeBeforeReaction(atMs, of, times))),
	];
	if (known.length > 0) return Math.min(...known);
	return receipt === "read" ? deliveredMs + times.pacing.readAfterDeliveredMs : undefined;
}

/**
 * When the one who answers has read all before: before the answer's dots, and after "delivered" was seen. Where there is no time for
 * both, first the one gives way and then the other, but nobody reads after answering.
 */
function timeBeforeAnswer(entries: readonly ChatEntry[], answer: number, times: Times): number {
	const { startsMs, typingMs, readings, standing, entranceMs, pacing } = times;
	const { min, max } = pacing.readBeforeAnswerMs;
	const answerMs = typingMs[answer] ?? startsMs[answer] ?? 0;
	// The answer is the first of theirs: the message before it is one's own.
	const last = entries.findLastIndex((entry, at) => at < answer && isMessageOf("you", entry));
	const leadMs = Math.min(max, Math.max(min, readings[last]?.readingMs ?? 0));
	const sentMs = startsMs[last] ?? 0;
	const [stoodMs, seenMs] =
		last < standing
			? [sentMs, sentMs + pacing.receiptMinMs]
			: [sentMs + entranceMs, sentMs + pacing.deliveredAfterMs + pacing.receiptMinMs];
	return Math.max(answerMs - leadMs, Math.min(seenMs, answerMs - min), Math.min(stoodMs, answerMs));
}

/** When they react to the message or to a later one of yours; null: before the start. */
function findReactions(
	entries: readonly ChatEntry[],
	from: number,
	{ events }: Times,
): readonly (number | null)[] {
	return events.flatMap(({ of, what, atMs, isTooLate }) => {
		const entry = entries[of];
		if (of < from || isTooLate || what.kind !== "reaction" || entry?.kind !== "message") return [];
		return entry.sender === "you" && entry.reactions?.[what.reaction]?.from === "them" ? [atMs] : [];
	});
}

function timeBeforeReaction(
	reactedMs: number,
	of: number,
	{ startsMs, standing, entranceMs, pacing }: Times,
): number {
	const stoodMs = (startsMs[of] ?? 0) + (of < standing ? 0 : entranceMs);
	return Math.max(reactedMs - pacing.readBeforeAnswerMs.min, Math.min(stoodMs, reactedMs));
}

function isMessageOf(sender: "you" | "them", entry: ChatEntry): boolean {
	return entry.kind === "message" && entry.sender === sender;
}
