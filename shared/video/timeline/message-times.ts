import type { ChatMessage } from "../conversation/chat-entries.ts";
import { toMs } from "./frame-times.ts";
import type { Pacing } from "./pacing.ts";
import type { Reading } from "./reading.ts";

/** What a message's time to be read depends on, beside its text. */
export type Entering = {
	/** So many messages stand there at the start. */
	readonly standing: number;
	/** How long a message takes to come to rest. */
	readonly entranceMs: number;
	readonly pacing: Pacing;
};

/** Messages `[from, to)` of the list had no timestamp, and less time than their pace takes before the timestamp of message `to`. */
export type Squeeze = { readonly from: number; readonly to: number; readonly pacedUntilMs: number };

export type MessageTimes = {
	/** When each message starts to appear: whole ms, never descending. Given times are kept as they are; 0: it stands there. */
	readonly startsMs: readonly number[];
	readonly squeezes: readonly Squeeze[];
};

/**
 * Counts the messages that stand there at the start. Default: the first one, unless it has a timestamp. `startWith` counts entries,
 * of which not all are messages.
 */
export function countStanding(messages: readonly ChatMessage[], startWith: number | undefined): number {
	const [first] = messages;
	if (startWith !== undefined) return messages.filter(({ index }) => index < startWith).length;
	return first === undefined || first.timestamp !== undefined ? 0 : 1;
}

/**
 * Gives every message its time; one without a time is paced from the message before it. The times of those that stand there at the
 * start count for nothing.
 */
export function timeMessages(
	messages: readonly ChatMessage[],
	readings: readonly Reading[],
	entering: Entering,
): MessageTimes {
	const { standing, pacing } = entering;
	const startsMs: number[] = [];
	const squeezes: Squeeze[] = [];
	for (const [at, message] of messages.entries()) {
		if (at < standing) {
			startsMs.push(0);
			continue;
		}
		if (message.timestamp === undefined) {
			startsMs.push(pacedStart(messages, readings, startsMs, entering));
			continue;
		}
		const givenMs = toMs(message.timestamp);
		const given = messages.findLastIndex(({ timestamp }, i) => i < at && timestamp !== undefined);
		const from = Math.max(standing, given + 1);
		const pacedUntilMs = (startsMs[at - 1] ?? 0) + pacing.shortestHoldMs;
		if (from < at && pacedUntilMs > givenMs) {
			squeezes.push({ from, to: at, pacedUntilMs });
			spreadEvenly(startsMs, from, at, givenMs);
		}
		startsMs.push(givenMs);
	}
	return { startsMs, squeezes };
}

/** How long a video shows a message that is its last. */
export function restingMs(readings: readonly Reading[], at: number, entering: Entering): number {
	return Math.max(entering.pacing.shortestTailMs, holdMs(readings, at, entering));
}

/** How long a message stands before the next thing begins. What stands there at the start is read as a whole, and does not enter. */
function holdMs(
	readings: readonly Reading[],
	at: number,
	{ standing, entranceMs, pacing }: Entering,
): number {
	const seen = at < standing ? readings.slice(0, at + 1) : readings.slice(at, at + 1);
	const readingMs = seen.reduce((sum, reading) => sum + reading.readingMs, 0);
	return Math.max(pacing.shortestHoldMs, readingMs + (at < standing ? 0 : entranceMs));
}

/** The start of the message after those in `startsMs`. */
function pacedStart(
	messages: readonly ChatMessage[],
	readings: readonly Reading[],
	startsMs: readonly number[],
	entering: Entering,
): number {
	const { pacing } = entering;
	const index = startsMs.length;
	const isAnswer = messages[index]?.sender === "them";
	const previousMs = startsMs.at(-1);
	if (previousMs === undefined) {
		return isAnswer ? pacing.firstTypingMs + pacing.typing.minMs : pacing.firstMessageMs;
	}
	return (
		previousMs + holdMs(readings, index - 1, entering) + (isAnswer ? (readings[index]?.typingMs ?? 0) : 0)
	);
}

/** Spreads messages in equal steps from the timestamp before (or the start of the video) to the one after. */
function spreadEvenly(startsMs: number[], from: number, to: number, endMs: number): void {
	const beginMs = startsMs[from - 1] ?? 0;
	const stepMs = (endMs - beginMs) / (to - from + 1);
	for (let index = from; index < to; index++) {
		startsMs[index] = Math.round(beginMs + stepMs * (index - from + 1));
	}
}
