import type { Message } from "./message-times.ts";
import { PACING } from "./pacing.ts";
import type { TimelineEvent } from "./timeline.ts";
import type { TypingEvent } from "./typing-events.ts";

type ReceiptEvent = Extract<TimelineEvent, { kind: "receipt" }>;

/**
 * "Delivered" and "read" under each "you" message, as far as they can be seen: the next "you" message takes the line
 * away, and a state that would be there for a moment only is left out.
 */
export function planReceipts(
	messages: readonly Message[],
	startsMs: readonly number[],
	typing: readonly TypingEvent[],
): readonly ReceiptEvent[] {
	return messages.flatMap(({ sender }, message): ReceiptEvent[] => {
		if (sender === "them") return [];
		const nextOwn = messages.findIndex((other, index) => index > message && other.sender === "you");
		const lastMs = (startsMs[nextOwn] ?? Number.POSITIVE_INFINITY) - PACING.receiptMinMs;
		const deliveredMs = (startsMs[message] ?? 0) + PACING.deliveredAfterMs;
		const readMs = Math.max(
			deliveredMs + PACING.receiptMinMs,
			answerBeginsMs(messages, startsMs, typing, message) + PACING.readAfterAnswerMs,
		);
		const receipts: readonly ReceiptEvent[] = [
			{ kind: "receipt", message, state: "delivered", startMs: deliveredMs },
			{ kind: "receipt", message, state: "read", startMs: readMs },
		];
		return receipts.filter(({ startMs }) => startMs <= lastMs && Number.isFinite(startMs));
	});
}

/** When the next "them" message, or its dots, is first seen; Infinity where nobody answers. */
function answerBeginsMs(
	messages: readonly Message[],
	startsMs: readonly number[],
	typing: readonly TypingEvent[],
	message: number,
): number {
	const answer = messages.findIndex(({ sender }, index) => index > message && sender === "them");
	const dots = typing.find((event) => event.message === answer);
	return dots?.startMs ?? startsMs[answer] ?? Number.POSITIVE_INFINITY;
}
