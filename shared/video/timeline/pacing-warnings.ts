import { formatPath } from "../../core/fault.ts";
import type { ChatEntry } from "../conversation/chat-entries.ts";
import type { Warning } from "../conversation/warning.ts";
import type { Entering, Spans } from "./entering.ts";
import { standsInChat } from "./entry-text.ts";
import type { Squeeze } from "./entry-times.ts";
import { formatSeconds } from "./format-seconds.ts";
import { isReadAsTyped } from "./hold-times.ts";
import { warnOfLength } from "./long-message.ts";
import { PACING } from "./pacing.ts";
import { findRoom, hasBegun } from "./rooms.ts";

type Times = Entering & Spans & { readonly durationMs: number };

/** Warns of valid conversations that are hard to follow. */
export function warnOfPacing(
	entries: readonly ChatEntry[],
	times: Times & { readonly squeezes: readonly Squeeze[] },
): readonly Warning[] {
	const { squeezes, readings } = times;
	return [
		...lateStart(entries, times),
		...squeezes.map((squeeze) => spreadOut(squeeze, entries, times)),
		...typingCuts(entries, times),
		...fastReading(entries, times),
		...entries.flatMap((entry, at) =>
			isReadAsTyped(entries, at, times, times) ? [] : warnOfLength(entry, readings[at]),
		),
	];
}

/** Where dots come first, or the first message is seen typed, something happens from then on. */
function lateStart(entries: readonly ChatEntry[], times: Times): readonly Warning[] {
	const first = entries.findIndex((_, at) => hasBegun(entries, at + 1, times.standing));
	const entry = entries[first];
	const firstMs = times.startsMs[first] ?? 0;
	const typedMs = isReadAsTyped(entries, first, times, times)
		? (times.typings[first]?.keystrokes.durationMs ?? 0)
		: 0;
	if (!standsInChat(entry) || firstMs - typedMs <= PACING.lateStartMs) return [];
	const advice = `Viewers decide within ${formatSeconds(PACING.lateStartMs)} whether they stay.`;
	const message = `The first message appears after ${formatSeconds(firstMs)}. ${advice}`;
	return [{ code: "LATE_START", message, pointer: pointerTo(entry) }];
}

function spreadOut(
	{ from, to, pacedUntilMs }: Squeeze,
	entries: readonly ChatEntry[],
	{ startsMs }: Spans,
): Warning {
	const sinceMs = startsMs[from - 1] ?? 0;
	const untilMs = startsMs[to] ?? 0;
	const [first, last, next] = [entries[from], entries[to - 1], entries[to]];
	const which = to - from === 1 ? `${place(first)} has` : `${place(first)} to ${place(last)} have`;
	const room = `${which} no timestamp and ${formatSeconds(untilMs - sinceMs)} of room before ${place(next)}`;
	const asked = `a timestamp of ${pacedUntilMs / 1000} or later there gives time to read`;
	return {
		code: "TIMESTAMPS_SPREAD",
		message: `${room}: spread evenly in it; ${asked}.`,
		pointer: `${pointerTo(next)}/timestamp`,
	};
}

/** Checks given times only: paced ones have room for their dots, or have a warning already. */
function typingCuts(entries: readonly ChatEntry[], times: Times): readonly Warning[] {
	const { startsMs, standing, pacing } = times;
	return entries.flatMap((entry, at): readonly Warning[] => {
		if (at < standing || entry.kind !== "message") return [];
		const roomMs = findRoom(entries, at, times, times);
		if (entry.sender === "you" || entry.timestamp === undefined || roomMs >= pacing.typing.minMs) return [];
		const before = hasBegun(entries, at, standing) ? place(entries[at - 1]) : "the start";
		const outcome = roomMs < pacing.shortestTypingMs ? "are left out" : `are cut to ${formatSeconds(roomMs)}`;
		const asked = `a timestamp of ${((startsMs[at] ?? 0) - roomMs + pacing.typing.minMs) / 1000} or later`;
		const what = `${place(entry)} comes so soon after ${before} that its typing dots ${outcome}; ${asked} gives room.`;
		return [{ code: "TYPING_CUT", message: what, pointer: `${pointerTo(entry)}/timestamp` }];
	});
}

/** What stands there at the start is read as a whole, and what was seen typed needs no time. */
function fastReading(entries: readonly ChatEntry[], times: Times): readonly Warning[] {
	const { startsMs, readings, standing, durationMs } = times;
	const shown = entries.flatMap((entry, at) => (standsInChat(entry) ? at : []));
	const standingShown = shown.filter((at) => at < standing);
	return shown.flatMap((at, order): readonly Warning[] => {
		const next = shown[order + 1];
		if ((next ?? entries.length) < standing || isReadAsTyped(entries, at, times, times)) return [];
		const read = at < standing ? standingShown : [at];
		const characters = read.reduce((sum, each) => sum + (readings[each]?.characters ?? 0), 0);
		const readingMs = read.reduce((sum, each) => sum + (readings[each]?.readingMs ?? 0), 0);
		const nextMs = next === undefined ? undefined : startsMs[next];
		const seenMs = (nextMs ?? durationMs) - (startsMs[at] ?? 0);
		if (readingMs <= seenMs) return [];
		const end = next === undefined ? "the video ends" : `${place(entries[next])} appears`;
		const speed = Math.round((characters * 1000) / readingMs);
		const first = entries[read[0] ?? at];
		const isOne = read.length === 1;
		const which = isOne ? place(first) : `${place(first)} to ${place(entries[at])}`;
		const text = `${isOne ? "has" : "have"} ${characters} characters, which at ${speed} a second take ${formatSeconds(readingMs)} to read`;
		// Voice notes have no text.
		const sight = `${isOne ? "takes" : "take"} ${formatSeconds(readingMs)} to be seen for what it is`;
		const need = `${which} ${characters === 0 ? sight : text}`;
		const message = `${need}; ${end} after ${formatSeconds(seenMs)}.`;
		return [{ code: "READING_SPEED", message, pointer: pointerTo(entries[at]) }];
	});
}

const place = (entry: ChatEntry | undefined) => formatPath(["messages", entry?.index ?? 0]);
const pointerTo = (entry: ChatEntry | undefined) => `/messages/${entry?.index ?? 0}`;
