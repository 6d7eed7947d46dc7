import type { Conversation } from "../conversation/conversation.ts";
import { drawnMessages } from "../conversation/drawn-messages.ts";
import { timeMessages } from "./message-times.ts";
import { PACING } from "./pacing.ts";
import { warnOfPacing } from "./pacing-warnings.ts";
import { planDuration } from "./plan-steps.ts";
import { measureReading } from "./reading.ts";
import { timeReceipts } from "./receipt-times.ts";
import type { Timeline, TimelineEvent } from "./timeline.ts";
import { timeTyping } from "./typing-times.ts";

type Paced = Pick<Conversation, "messages"> & {
	readonly video: Pick<Conversation["video"], "durationSeconds">;
};

/** As `planSteps`, in the events that the old layout and animation read. */
export function planTimeline({ messages: given, video }: Paced): Timeline {
	const messages = drawnMessages({ messages: given });
	const readings = messages.map(({ text }) => measureReading(text));
	const times = timeMessages(messages, readings);
	const { startsMs } = times;
	const durationMs = planDuration(messages, startsMs, video.durationSeconds);
	const typingMs = timeTyping(messages, startsMs, readings);
	const events: readonly TimelineEvent[] = [
		...startsMs.flatMap((endMs, message): TimelineEvent[] => {
			const startMs = typingMs[message] ?? null;
			return startMs === null ? [] : [{ kind: "typing", message, startMs, endMs }];
		}),
		...startsMs.map((startMs, message) => ({ kind: "message", message, startMs }) as const),
		...timeReceipts(messages, startsMs, typingMs).map(
			({ of, receipt, atMs }) => ({ kind: "receipt", message: of, state: receipt, startMs: atMs }) as const,
		),
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
