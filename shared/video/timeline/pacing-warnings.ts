import { formatPath } from "../../core/fault.ts";
import type { Warning } from "../conversation/warning.ts";
import type { Message, MessageTimes, Squeeze } from "./message-times.ts";
import { PACING } from "./pacing.ts";
import type { Reading } from "./reading.ts";
import { roomForTyping } from "./typing-events.ts";

/** Warns of valid conversations that are hard to follow. */
export function warnOfPacing(
	messages: readonly Message[],
	{ startsMs, squeezes }: MessageTimes,
	readings: readonly Reading[],
	durationMs: number,
): readonly Warning[] {
	return [
		...lateStart(startsMs),
		...squeezes.map((squeeze) => spreadOut(squeeze, startsMs)),
		...typingCuts(messages, startsMs),
		...fastReading(startsMs, readings, durationMs),
	];
}

function lateStart([firstMs = 0]: readonly number[]): readonly Warning[] {
	if (firstMs <= PACING.lateStartMs) return [];
	const advice = `Viewers decide within ${seconds(PACING.lateStartMs)} whether they stay.`;
	const message = `The first message appears after ${seconds(firstMs)}. ${advice}`;
	return [{ code: "LATE_START", message, pointer: "/messages/0" }];
}

function spreadOut({ from, to, pacedUntilMs }: Squeeze, startsMs: readonly number[]): Warning {
	const sinceMs = startsMs[from - 1] ?? 0;
	const untilMs = startsMs[to] ?? 0;
	const which = to - from === 1 ? `${place(from)} has` : `${place(from)} to ${place(to - 1)} have`;
	const room = `${which} no timestamp and ${seconds(untilMs - sinceMs)} of room before ${place(to)}`;
	const asked = `a timestamp of ${pacedUntilMs / 1000} or later there gives time to read`;
	return {
		code: "TIMESTAMPS_SPREAD",
		message: `${room}: spread evenly in it; ${asked}.`,
		pointer: `/messages/${to}/timestamp`,
	};
}

/** Checks given times only: paced ones have room for their dots, or have a warning already. */
function typingCuts(messages: readonly Message[], startsMs: readonly number[]): readonly Warning[] {
	return messages.flatMap(({ sender, timestamp }, index): Warning[] => {
		const roomMs = roomForTyping(startsMs, index);
		if (sender === "you" || timestamp === undefined || roomMs >= PACING.typing.minMs) return [];
		const before = index === 0 ? "the start" : place(index - 1);
		const outcome = roomMs < PACING.shortestTypingMs ? "are left out" : `are cut to ${seconds(roomMs)}`;
		const asked = `a timestamp of ${((startsMs[index] ?? 0) - roomMs + PACING.typing.minMs) / 1000} or later`;
		const message = `${place(index)} comes so soon after ${before} that its typing dots ${outcome}; ${asked} gives room.`;
		return [{ code: "TYPING_CUT", message, pointer: `/messages/${index}/timestamp` }];
	});
}

function fastReading(
	startsMs: readonly number[],
	readings: readonly Reading[],
	durationMs: number,
): readonly Warning[] {
	return readings.flatMap(({ characters, readingMs }, index): Warning[] => {
		const nextMs = startsMs[index + 1];
		const seenMs = (nextMs ?? durationMs) - (startsMs[index] ?? 0);
		if (readingMs <= seenMs) return [];
		const end = nextMs === undefined ? "the video ends" : `${place(index + 1)} appears`;
		const speed = Math.round((characters * 1000) / readingMs);
		const need = `${place(index)} has ${characters} characters, which at ${speed} a second take ${seconds(readingMs)} to read`;
		const message = `${need}; ${end} after ${seconds(seenMs)}.`;
		return [{ code: "READING_SPEED", message, pointer: `/messages/${index}` }];
	});
}

const place = (index: number) => formatPath(["messages", index]);

/** A duration for people. */
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
