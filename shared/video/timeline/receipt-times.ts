import type { ChatMessage } from "../conversation/chat-entries.ts";
import type { Entering } from "./message-times.ts";
import type { Reading } from "./reading.ts";

/** What is known of a sent message from `atMs` on; null: from the start of the video. `of` is its place in the list. */
export type ReceiptTime = {
	readonly of: number;
	readonly receipt: "delivered" | "read";
	readonly atMs: number | null;
};

type Times = Entering & {
	readonly startsMs: readonly number[];
	readonly typingMs: readonly (number | null)[];
	readonly readings: readonly Reading[];
};

/**
 * Times "delivered" and "read" of each "you" message, as far as its own `receipt` lets it get. Whoever answers has read all that was
 * sent before, and that shows before the answer's dots. "Delivered" is left out where it would last only a moment.
 */
export function timeReceipts(messages: readonly ChatMessage[], times: Times): readonly ReceiptTime[] {
	return messages.flatMap(({ sender, receipt }, of): ReceiptTime[] => {
		if (sender === "them" || receipt === "none" || receipt === "sent") return [];
		const isStanding = of < times.standing;
		const deliveredMs = isStanding ? 0 : timeDelivery(messages, times, of);
		const delivered: ReceiptTime = { of, receipt: "delivered", atMs: isStanding ? null : deliveredMs };
		const answer = messages.findIndex((other, at) => at > of && other.sender === "them");
		const isUnread = answer < 0 && receipt !== "read";
		if (receipt === "delivered" || isUnread) return [delivered];
		if (answer >= 0 && answer < times.standing) return [delivered, { of, receipt: "read", atMs: null }];
		const readMs = answer < 0 ? deliveredMs + times.pacing.readAfterDeliveredMs : timeReading(answer, times);
		const isSeen = isStanding || deliveredMs + times.pacing.receiptMinMs <= readMs;
		return [...(isSeen ? [delivered] : []), { of, receipt: "read", atMs: readMs }];
	});
}

/** A line of words is under the newest message alone: one that the next message would take away at once comes with that instead. */
function timeDelivery(messages: readonly ChatMessage[], { startsMs, pacing }: Times, of: number): number {
	const deliveredMs = (startsMs[of] ?? 0) + pacing.deliveredAfterMs;
	const nextOwn = messages.findIndex(({ sender }, at) => at > of && sender === "you");
	const nextMs = startsMs[nextOwn] ?? Number.POSITIVE_INFINITY;
	const isMoment = nextMs > deliveredMs && nextMs < deliveredMs + pacing.receiptMinMs;
	return isMoment ? nextMs : deliveredMs;
}

/**
 * When the one who answers has read all before: before the answer's dots, and after "delivered" was seen. Where there is no time for
 * both, first the one gives way and then the other, but nobody reads after answering.
 */
function timeReading(answer: number, times: Times): number {
	const { startsMs, typingMs, readings, standing, entranceMs, pacing } = times;
	const { min, max } = pacing.readBeforeAnswerMs;
	const answerMs = typingMs[answer] ?? startsMs[answer] ?? 0;
	// The message before an answer is one's own: the answer is the first of theirs.
	const last = answer - 1;
	const leadMs = Math.min(max, Math.max(min, readings[last]?.readingMs ?? 0));
	const sentMs = startsMs[last] ?? 0;
	const [stoodMs, seenMs] =
		last < standing
			? [sentMs, sentMs + pacing.receiptMinMs]
			: [sentMs + entranceMs, sentMs + pacing.deliveredAfterMs + pacing.receiptMinMs];
	return Math.max(answerMs - leadMs, Math.min(seenMs, answerMs - min), Math.min(stoodMs, answerMs));
}
