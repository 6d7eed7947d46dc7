import { formatPath } from "../../core/fault.ts";
import type { ChatMessage } from "../conversation/chat-entries.ts";
import type { Warning } from "../conversation/warning.ts";
import { warnOfLength } from "./long-message.ts";
import type { Entering, MessageTimes, Squeeze } from "./message-times.ts";
import { PACING } from "./pacing.ts";
import type { Reading } from "./reading.ts";
import { roomForTyping } from "./typing-times.ts";

type Times = Pick<MessageTimes, "startsMs"> &
	Entering & {
		readonly readings: readonly Reading[];
		readonly durationMs: number;
	};

/** Warns of valid conversations that are hard to follow. */
export function warnOfPacing(
	messages: readonly ChatMessage[],
	times: Times & Pick<MessageTimes, "squeezes">,
): readonly Warning[] {
	const { startsMs, squeezes, readings } = times;
	return [
		...lateStart(messages, startsMs),
		...squeezes.map((squeeze) => spreadOut(squeeze, messages, startsMs)),
		...typingCuts(messages, times),
		...fastReading(messages, times),
		...messages.flatMap((message, at) => warnOfLength(message, readings[at])),
	];
}

function lateStart([first]: readonly ChatMessage[], [firstMs = 0]: readonly number[]): readonly Warning[] {
	if (first === undefined || firstMs <= PACING.lateStartMs) return [];
	const advice = `Viewers decide within ${seconds(PACING.lateStartMs)} whether they stay.`;
	const message = `The first message appears after ${seconds(firstMs)}. ${advice}`;
	return [{ code: "LATE_START", message, pointer: pointerTo(first) }];
}

function spreadOut(
	{ from, to, pacedUntilMs }: Squeeze,
	messages: readonly ChatMessage[],
	startsMs: readonly number[],
): Warning {
	const sinceMs = startsMs[from - 1] ?? 0;
	const untilMs = startsMs[to] ?? 0;
	const [first, last, next] = [messages[from], messages[to - 1], messages[to]];
	const which = to - from === 1 ? `${place(first)} has` : `${place(first)} to ${place(last)} have`;
	const room = `${which} no timestamp and ${seconds(untilMs - sinceMs)} of room before ${place(next)}`;
	const asked = `a timestamp of ${pacedUntilMs / 1000} or later there gives time to read`;
	return {
		code: "TIMESTAMPS_SPREAD",
		message: `${room}: spread evenly in it; ${asked}.`,
		pointer: `${pointerTo(next)}/timestamp`,
	};
}

/** Checks given times only: paced ones have room for their dots, or have a warning already. */
function typingCuts(
	messages: readonly ChatMessage[],
	{ startsMs, standing, entranceMs, pacing }: Times,
): readonly Warning[] {
	return messages.flatMap((message, at): Warning[] => {
		if (at < standing) return [];
		const roomMs = roomForTyping(startsMs, at, { entranceMs, pacing });
		if (message.sender === "you" || message.timestamp === undefined || roomMs >= pacing.typing.minMs)
			return [];
		const before = at === 0 ? "the start" : place(messages[at - 1]);
		const outcome = roomMs < pacing.shortestTypingMs ? "are left out" : `are cut to ${seconds(roomMs)}`;
		const asked = `a timestamp of ${((startsMs[at] ?? 0) - roomMs + pacing.typing.minMs) / 1000} or later`;
		const what = `${place(message)} comes so soon after ${before} that its typing dots ${outcome}; ${asked} gives room.`;
		return [{ code: "TYPING_CUT", message: what, pointer: `${pointerTo(message)}/timestamp` }];
	});
}

/** What stands there at the start is read as a whole. */
function fastReading(
	messages: readonly ChatMessage[],
	{ startsMs, readings, standing, durationMs }: Times,
): readonly Warning[] {
	return readings.flatMap((reading, at): Warning[] => {
		if (at < standing - 1) return [];
		const read = at < standing ? readings.slice(0, standing) : [reading];
		const characters = read.reduce((sum, each) => sum + each.characters, 0);
		const readingMs = read.reduce((sum, each) => sum + each.readingMs, 0);
		const nextMs = startsMs[at + 1];
		const seenMs = (nextMs ?? durationMs) - (startsMs[at] ?? 0);
		if (readingMs <= seenMs) return [];
		const end = nextMs === undefined ? "the video ends" : `${place(messages[at + 1])} appears`;
		const speed = Math.round((characters * 1000) / readingMs);
		const which =
			read.length > 1 ? `${place(messages[0])} to ${place(messages[at])} have` : `${place(messages[at])} has`;
		const need = `${which} ${characters} characters, which at ${speed} a second take ${seconds(readingMs)} to read`;
		const message = `${need}; ${end} after ${seconds(seenMs)}.`;
		return [{ code: "READING_SPEED", message, pointer: pointerTo(messages[at]) }];
	});
}

const place = (message: ChatMessage | undefined) => formatPath(["messages", message?.index ?? 0]);
const pointerTo = (message: ChatMessage | undefined) => `/messages/${message?.index ?? 0}`;

/** A duration for people. */
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
