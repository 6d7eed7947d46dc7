import { createFault, createInputError } from "../../core/fault.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { toMs } from "./frame-times.ts";
import { type Message, restingMs, timeMessages } from "./message-times.ts";
import { PACING } from "./pacing.ts";
import { warnOfPacing } from "./pacing-warnings.ts";
import { measureReading } from "./reading.ts";
import type { Timeline, TimelineEvent } from "./timeline.ts";
import { planTyping, type TypingEvent } from "./typing-events.ts";

export type Paced = Pick<Conversation, "messages"> & {
	readonly video: Pick<Conversation["video"], "durationSeconds">;
};

/**
 * Plans the times of all events. Pure: equal conversations give equal timelines. The video lasts `video.durationSeconds`, or
 * until the last message can have been read. Throws INVALID_INPUT with `details: {faults, faultCount}`, as parsing does, if the
 * given length ends before the last message was seen at rest; the fault names the shortest length allowed.
 */
export function planTimeline({ messages, video }: Paced): Timeline {
	const readings = messages.map(({ text }) => measureReading(text));
	const times = timeMessages(messages, readings);
	const { startsMs } = times;
	const lastMs = startsMs.at(-1) ?? 0;
	const durationMs =
		video.durationSeconds === undefined
			? lastMs + restingMs(messages.at(-1)?.text ?? "")
			: givenDurationMs(video.durationSeconds, lastMs + PACING.leastGivenTailMs);

	const typing = planTyping(messages, startsMs, readings);
	const events: readonly TimelineEvent[] = [
		...typing,
		...startsMs.map((startMs, message) => ({ kind: "message", message, startMs }) as const),
		...planReceipts(messages, startsMs, typing),
	];
	return {
		// A stable sort: at one moment messages stay in the order of the list, and receipts come after them.
		events: events
			.filter(({ startMs }) => startMs + PACING.entranceMs <= durationMs)
			.toSorted((a, b) => a.startMs - b.startMs),
		durationMs,
		warnings: warnOfPacing(messages, times, readings, durationMs),
	};
}

function givenDurationMs(durationSeconds: number, leastMs: number): number {
	const durationMs = toMs(durationSeconds);
	if (durationMs >= leastMs) return durationMs;
	const fault = createFault(["video", "durationSeconds"], {
		expected: "a length that shows the last message",
		allowed: `${leastMs / 1000} or more`,
		received: String(durationSeconds),
	});
	throw createInputError("conversation", [fault]);
}

type ReceiptEvent = Extract<TimelineEvent, { kind: "receipt" }>;

/**
 * "Delivered" and "read" under each "you" message, as far as a viewer can see them: the next "you" message removes the line, and
 * a state that would last only a moment is left out.
 */
function planReceipts(
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

/** When the next "them" message, or its dots, first appears; Infinity without an answer. */
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
