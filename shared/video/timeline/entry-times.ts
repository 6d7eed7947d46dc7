import type { ChatEntry } from "../conversation/chat-entries.ts";
import type { Entering, Spans } from "./entering.ts";
import { standsInChat } from "./entry-text.ts";
import { toMs } from "./frame-times.ts";
import { asksToBeTyped } from "./keyboard/choose-typed.ts";
import { findPacedStart } from "./paced-start.ts";
import type { Pacing } from "./pacing.ts";

/** Entries `[from, to)` of the list had no timestamp, and less time than their pace takes before the timestamp of entry `to`. */
export type Squeeze = { readonly from: number; readonly to: number; readonly pacedUntilMs: number };

export type EntryTimes = Spans & {
	readonly squeezes: readonly Squeeze[];
	/** Those for which there is time. */
	readonly typings: Entering["typings"];
};

/**
 * Counts the entries that stand there at the start. Default: all before the first message, and that one unless it has a timestamp or is to
 * be seen as it is typed; but a pause or dots before it are the first thing that happens.
 */
export function countStanding(
	entries: readonly ChatEntry[],
	{ startWith, hasKeyboard }: { readonly startWith: number | undefined; readonly hasKeyboard: boolean },
): number {
	if (startWith !== undefined) return entries.filter(({ index }) => index < startWith).length;
	const first = entries.findIndex(({ kind }) => kind === "message" || kind === "pause" || kind === "typing");
	if (first < 0) return entries.length;
	const entry = entries[first];
	const isTyped = hasKeyboard && entry !== undefined && asksToBeTyped(entry);
	return entry?.kind === "message" && readTimestamp(entry) === null && !isTyped ? first + 1 : first;
}

/**
 * Gives every entry its time; one without a timestamp is paced from the entry before it. Times and lengths of those that stand there at
 * the start count for nothing.
 */
export function timeEntries(entries: readonly ChatEntry[], entering: Entering): EntryTimes {
	const { standing, pacing } = entering;
	const spans = { startsMs: [] as number[], stopsMs: [] as number[] };
	const squeezes: Squeeze[] = [];
	let { typings } = entering;
	const pace = (at: number) => {
		const entry = entries[at];
		const startMs = findPacedStart(entries, { ...entering, typings }, spans);
		addSpan(spans, startMs, entry === undefined ? 0 : findLength(entry));
	};
	let from = standing;
	for (const [at, entry] of entries.entries()) {
		const timestamp = readTimestamp(entry);
		if (at < standing) {
			addSpan(spans, 0, 0);
		} else if (timestamp === null) {
			pace(at);
		} else {
			const givenMs = toMs(timestamp);
			if (findEarliest(entries[at - 1], spans, pacing) > givenMs && hasOptional(typings, from, at)) {
				// Before messages are squeezed, those that nobody asked to be typed just appear.
				typings = leaveOutOptional(typings, from, at);
				spans.startsMs.length = from;
				spans.stopsMs.length = from;
				for (let again = from; again < at; again++) pace(again);
			}
			const pacedUntilMs = findEarliest(entries[at - 1], spans, pacing);
			if (from < at && pacedUntilMs > givenMs) {
				squeezes.push({ from, to: at, pacedUntilMs });
				spreadEvenly(entries, spans, { from, to: at, endMs: givenMs });
			}
			addSpan(spans, givenMs, 0);
			from = at + 1;
		}
	}
	return { ...spans, squeezes, typings };
}

function hasOptional(typings: Entering["typings"], from: number, to: number): boolean {
	return typings.slice(from, to).some((typed) => typed?.isOptional === true);
}

function leaveOutOptional(typings: Entering["typings"], from: number, to: number): Entering["typings"] {
	return typings.map((typed, at) => (at >= from && at < to && typed?.isOptional === true ? null : typed));
}

function readTimestamp(entry: ChatEntry | undefined): number | null {
	return entry?.kind === "message" ? (entry.timestamp ?? null) : null;
}

/** How long dots or silence last, in ms. */
function findLength(entry: ChatEntry): number {
	return entry.kind === "pause" || entry.kind === "typing" ? toMs(entry.seconds) : 0;
}

type GrowingSpans = { readonly startsMs: number[]; readonly stopsMs: number[] };

function addSpan({ startsMs, stopsMs }: GrowingSpans, startMs: number, lengthMs: number): void {
	startsMs.push(startMs);
	stopsMs.push(startMs + lengthMs);
}

/** When the next thing may happen at the earliest, after the last of the entries that have a time. */
function findEarliest(last: ChatEntry | undefined, { startsMs, stopsMs }: Spans, pacing: Pacing): number {
	const stopMs = Math.max(stopsMs.at(-1) ?? 0, startsMs.at(-1) ?? 0);
	if (standsInChat(last)) return stopMs + pacing.shortestHoldMs;
	return last?.kind === "typing" ? stopMs + pacing.afterStoppedMs : stopMs;
}

type Stretch = { readonly from: number; readonly to: number; readonly endMs: number };

/** Spreads entries in equal steps from the one before (or the start of the video) to `endMs`. There is no time for silence. */
function spreadEvenly(
	entries: readonly ChatEntry[],
	{ startsMs, stopsMs }: GrowingSpans,
	{ from, to, endMs }: Stretch,
): void {
	const beginMs = startsMs[from - 1] ?? 0;
	const stepMs = (endMs - beginMs) / (to - from + 1);
	for (let at = from; at < to; at++) {
		const startMs = Math.round(beginMs + stepMs * (at - from + 1));
		const entry = entries[at];
		const lengthMs = entry?.kind === "typing" ? Math.min(findLength(entry), Math.floor(stepMs)) : 0;
		startsMs[at] = startMs;
		stopsMs[at] = startMs + lengthMs;
	}
}
