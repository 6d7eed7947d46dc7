import { createFault, createInputError } from "../../core/fault.ts";
import type { ChatMessage } from "../conversation/chat-entries.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Warning } from "../conversation/warning.ts";
import { findLocale } from "../locale/find-locale.ts";
import { createLabels } from "./clock-labels.ts";
import { runClock } from "./clock-times.ts";
import { toMs } from "./frame-times.ts";
import { listSteps, type Opening } from "./list-steps.ts";
import { countStanding, type Entering, restingMs, timeMessages } from "./message-times.ts";
import { PACING } from "./pacing.ts";
import { warnOfPacing } from "./pacing-warnings.ts";
import { measureReading } from "./reading.ts";
import { timeReceipts } from "./receipt-times.ts";
import { scalePacing } from "./scale-pacing.ts";
import type { Step } from "./step.ts";
import { timeTyping } from "./typing-times.ts";

export type PlannedSteps = {
	readonly opening: Opening;
	/** Ascending by time. */
	readonly steps: readonly Step[];
	readonly durationMs: number;
	/** By message: when the video would end by its own pace, were this message the last. */
	readonly endsMs: readonly number[];
	readonly warnings: readonly Warning[];
};

/** What of a conversation decides its times, beside its messages. */
type Settings = Pick<Conversation, "startWith" | "device" | "locale" | "pace"> & {
	readonly video?: Pick<Conversation["video"], "durationSeconds">;
};

/**
 * Plans what changes in the chat, and when. Pure: equal messages give equal steps. The video lasts `durationSeconds`, or until the
 * last message can have been read. `entranceMs`: how long the look takes to bring a message to rest. Throws INVALID_INPUT with `details: {faults, faultCount}`, as parsing does, if the given length
 * ends before the last message was seen at rest; the fault names the shortest length allowed.
 */
export function planSteps(
	messages: readonly ChatMessage[],
	settings: Settings = {},
	entranceMs: number = PACING.entranceMs,
): PlannedSteps {
	const { startWith, device, locale, pace, video } = settings;
	const pacing = scalePacing(pace);
	const readings = messages.map(({ text }) => measureReading(text, pacing));
	const standing = countStanding(messages, startWith);
	const entering: Entering = { standing, entranceMs, pacing };
	const { startsMs, squeezes } = timeMessages(messages, readings, entering);
	const typingMs = timeTyping(messages, startsMs, readings, entering);
	const receipts = timeReceipts(messages, { ...entering, startsMs, typingMs, readings });
	const endsMs = startsMs.map((startMs, at) => startMs + restingMs(readings, at, entering));
	const ownEndMs = Math.max(
		endsMs.at(-1) ?? 0,
		...receipts.map(({ atMs }) => (atMs ?? 0) + pacing.receiptTailMs),
	);
	const durationMs = planDuration(startsMs, { ownEndMs, entranceMs }, video?.durationSeconds);
	const clock = runClock({ messages, startsMs, standing, durationMs, time: device?.time });
	const labels = createLabels(clock, findLocale(locale), device);

	const { opening, steps } = listSteps(messages, { startsMs, typingMs, standing, receipts, clock, labels });
	return {
		opening,
		steps: steps.filter(({ atMs }) => atMs + entranceMs <= durationMs),
		durationMs,
		endsMs: [...endsMs.slice(0, -1), ownEndMs],
		warnings: warnOfPacing(messages, { ...entering, startsMs, squeezes, readings, durationMs }),
	};
}

function planDuration(
	startsMs: readonly number[],
	{ ownEndMs, entranceMs }: { readonly ownEndMs: number; readonly entranceMs: number },
	durationSeconds: number | undefined,
): number {
	if (durationSeconds === undefined) return ownEndMs;
	const leastTailMs = Math.max(PACING.leastGivenTailMs, entranceMs + PACING.leastRestMs);
	const leastMs = (startsMs.at(-1) ?? 0) + leastTailMs;
	const durationMs = toMs(durationSeconds);
	if (durationMs >= leastMs) return durationMs;
	const fault = createFault(["video", "durationSeconds"], {
		expected: "a length that shows the last message",
		allowed: `${leastMs / 1000} or more`,
		received: String(durationSeconds),
	});
	throw createInputError("conversation", [fault]);
}
