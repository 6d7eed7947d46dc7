import type { DrawnMessage } from "../conversation/drawn-messages.ts";
import { PACING } from "./pacing.ts";

/** What is known of a sent message from `atMs` on. `of` is its place in the list. */
export type ReceiptTime = {
	readonly of: number;
	readonly receipt: "delivered" | "read";
	readonly atMs: number;
};

/**
 * Times "delivered" and "read" of each "you" message, as far as a viewer can see them: the next "you" message removes the line, and
 * a state that would last only a moment is left out.
 */
export function timeReceipts(
	messages: readonly DrawnMessage[],
	startsMs: readonly number[],
	typingMs: readonly (number | null)[],
): readonly ReceiptTime[] {
	return messages.flatMap(({ sender }, of): ReceiptTime[] => {
		if (sender === "them") return [];
		const nextOwn = messages.findIndex((other, at) => at > of && other.sender === "you");
		const lastMs = (startsMs[nextOwn] ?? Number.POSITIVE_INFINITY) - PACING.receiptMinMs;
		const deliveredMs = (startsMs[of] ?? 0) + PACING.deliveredAfterMs;
		const answer = messages.findIndex((other, at) => at > of && other.sender === "them");
		const answerMs = typingMs[answer] ?? startsMs[answer] ?? Number.POSITIVE_INFINITY;
		const readMs = Math.max(deliveredMs + PACING.receiptMinMs, answerMs + PACING.readAfterAnswerMs);
		const receipts: readonly ReceiptTime[] = [
			{ of, receipt: "delivered", atMs: deliveredMs },
			{ of, receipt: "read", atMs: readMs },
		];
		return receipts.filter(({ atMs }) => atMs <= lastMs && Number.isFinite(atMs));
	});
}
