import { createFault, createInputError } from "../../core/fault.ts";
import type { DrawnMessage } from "../conversation/drawn-messages.ts";
import type { Warning } from "../conversation/warning.ts";
import { toMs } from "./frame-times.ts";
import { restingMs, timeMessages } from "./message-times.ts";
import { PACING } from "./pacing.ts";
import { warnOfPacing } from "./pacing-warnings.ts";
import { measureReading } from "./reading.ts";
import { timeReceipts } from "./receipt-times.ts";
import type { Step } from "./step.ts";
import { timeTyping } from "./typing-times.ts";

export type PlannedSteps = {
	/** Ascending by time. */
	readonly steps: readonly Step[];
	readonly durationMs: number;
	readonly warnings: readonly Warning[];
};

/**
 * Plans what changes in the chat, and when. Pure: equal messages give equal steps. The video lasts `durationSeconds`, or until the
 * last message can have been read. Throws INVALID_INPUT with `details: {faults, faultCount}`, as parsing does, if the given length
 * ends before the last message was seen at rest; the fault names the shortest length allowed.
 */
export function planSteps(
	messages: readonly DrawnMessage[],
	durationSeconds?: number | undefined,
): PlannedSteps {
	const readings = messages.map(({ text }) => measureReading(text));
	const times = timeMessages(messages, readings);
	const durationMs = planDuration(messages, times.startsMs, durationSeconds);
	const typingMs = timeTyping(messages, times.startsMs, readings);
	const indexOf = (at: number) => messages[at]?.index ?? at;
	const steps: readonly Step[] = [
		...typingMs.flatMap((atMs, at): Step[] =>
			atMs === null ? [] : [{ atMs, change: { kind: "typing", entry: indexOf(at) } }],
		),
		...times.startsMs.map((atMs, at): Step => ({ atMs, change: { kind: "shown", entry: indexOf(at) } })),
		...timeReceipts(messages, times.startsMs, typingMs).map(
			({ of, receipt, atMs }): Step => ({ atMs, change: { kind: "receipt", entry: indexOf(of), receipt } }),
		),
	];
	return {
		// A stable sort: at one moment messages stay in the order of the list, and receipts come after them.
		steps: steps
			.filter(({ atMs }) => atMs + PACING.entranceMs <= durationMs)
			.toSorted((a, b) => a.atMs - b.atMs),
		durationMs,
		warnings: warnOfPacing(messages, times, readings, durationMs),
	};
}

function planDuration(
	messages: readonly DrawnMessage[],
	startsMs: readonly number[],
	durationSeconds: number | undefined,
): number {
	const lastMs = startsMs.at(-1) ?? 0;
	if (durationSeconds === undefined) return lastMs + restingMs(messages.at(-1)?.text ?? "");
	const leastMs = lastMs + PACING.leastGivenTailMs;
	const durationMs = toMs(durationSeconds);
	if (durationMs >= leastMs) return durationMs;
	const fault = createFault(["video", "durationSeconds"], {
		expected: "a length that shows the last message",
		allowed: `${leastMs / 1000} or more`,
		received: String(durationSeconds),
	});
	throw createInputError("conversation", [fault]);
}
