import type { ChatEntry } from "../conversation/chat-entries.ts";
import { MINUTES_A_DAY, type Minute } from "../locale/clock-label.ts";

/** After an hour of silence phones write the time anew. */
const GAP_MINUTES = 60;

/**
 * Which messages begin a new part of the chat, by entry: an hour or more after the message before, or on another day. Null: it does not,
 * or a line with a date is between them. The first message is not one of them: `opened` of the state has its day.
 */
export function findOpenings(
	entries: readonly ChatEntry[],
	sentMinutes: readonly Minute[],
): readonly ({ readonly isNewDay: boolean } | null)[] {
	let previousMinute: Minute | null = null;
	let hasDate = false;
	return entries.map(({ kind }, at) => {
		if (kind === "date") hasDate = true;
		if (kind !== "message") return null;
		const minute: Minute = sentMinutes[at] ?? 0;
		const gap = previousMinute === null ? 0 : minute - previousMinute;
		const isNewDay = previousMinute !== null && findDay(minute) !== findDay(previousMinute);
		const opens = !hasDate && (isNewDay || gap >= GAP_MINUTES) ? { isNewDay } : null;
		previousMinute = minute;
		hasDate = false;
		return opens;
	});
}

const findDay = (minute: Minute) => Math.floor(minute / MINUTES_A_DAY);
