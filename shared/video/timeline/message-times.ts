import type { DrawnMessage } from "../conversation/drawn-messages.ts";
import { toMs } from "./frame-times.ts";
import { PACING } from "./pacing.ts";
import { measureReading, type Reading } from "./reading.ts";

/** Messages `[from, to)` of the list had no timestamp, and less time than their pace takes before the timestamp of message `to`. */
export type Squeeze = { readonly from: number; readonly to: number; readonly pacedUntilMs: number };

export type MessageTimes = {
	/** When each message starts to appear: whole ms, never descending. Given times are kept as they are. */
	readonly startsMs: readonly number[];
	readonly squeezes: readonly Squeeze[];
};

/** Gives every message its time; one without a time is paced from the message before it. */
export function timeMessages(messages: readonly DrawnMessage[], readings: readonly Reading[]): MessageTimes {
	const startsMs: number[] = [];
	const squeezes: Squeeze[] = [];
	for (const [at, message] of messages.entries()) {
		if (message.timestamp === undefined) {
			startsMs.push(pacedStart(messages, readings, startsMs));
			continue;
		}
		const givenMs = toMs(message.timestamp);
		const from = messages.findLastIndex(({ timestamp }, i) => i < at && timestamp !== undefined) + 1;
		const pacedUntilMs = (startsMs[at - 1] ?? 0) + PACING.shortestHoldMs;
		if (from < at && pacedUntilMs > givenMs) {
			squeezes.push({ from, to: at, pacedUntilMs });
			spreadEvenly(startsMs, from, at, givenMs);
		}
		startsMs.push(givenMs);
	}
	return { startsMs, squeezes };
}

/** How long a video shows its last message. */
export function restingMs(text: string): number {
	return Math.max(PACING.shortestTailMs, holdMs(measureReading(text)));
}

/** How long a message stands before the next thing begins. */
function holdMs(reading: Reading | undefined): number {
	return Math.max(PACING.shortestHoldMs, PACING.entranceMs + (reading?.readingMs ?? 0));
}

/** The start of the message after those in `startsMs`. */
function pacedStart(
	messages: readonly DrawnMessage[],
	readings: readonly Reading[],
	startsMs: readonly number[],
): number {
	const index = startsMs.length;
	const isAnswer = messages[index]?.sender === "them";
	const previousMs = startsMs.at(-1);
	if (previousMs === undefined) {
		return isAnswer ? PACING.firstTypingMs + PACING.typing.minMs : PACING.firstMessageMs;
	}
	return previousMs + holdMs(readings[index - 1]) + (isAnswer ? (readings[index]?.typingMs ?? 0) : 0);
}

/** Spreads messages in equal steps from the timestamp before (or the start of the video) to the one after. */
function spreadEvenly(startsMs: number[], from: number, to: number, endMs: number): void {
	const beginMs = startsMs[from - 1] ?? 0;
	const stepMs = (endMs - beginMs) / (to - from + 1);
	for (let index = from; index < to; index++) {
		startsMs[index] = Math.round(beginMs + stepMs * (index - from + 1));
	}
}
