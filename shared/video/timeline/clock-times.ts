import type { ChatEntry } from "../conversation/chat-entries.ts";
import { MINUTES_A_DAY, type Minute } from "../locale/clock-label.ts";
import type { Step } from "./step.ts";

/** What the phone's clock says, in minutes since the midnight before the video begins. */
export type Clock = {
	readonly openingMinute: Minute;
	/** When it says something else, ascending, with minutes that ascend too. */
	readonly turns: readonly { readonly atMs: Step["atMs"]; readonly minute: Minute }[];
	/** When each entry came, never descending. Of those that stand there at the start it may be before that day. */
	readonly sentMinutes: readonly Minute[];
	/** When the first message did. */
	readonly firstMinute: Minute;
};

/** Of entries only messages have a time. */
type TimedEntry = Pick<ChatEntry, "kind"> & { readonly time?: string | undefined };

type Chat = {
	readonly entries: readonly TimedEntry[];
	readonly startsMs: readonly number[];
	/** So many of them stand there at the start. */
	readonly standing: number;
	readonly durationMs: number;
	/** What the clock says at the start, "00:00" to "23:59". Default: as the first messages have it, or 9:41. */
	readonly time?: string | undefined;
};

/** The clock that Apple shows in its own pictures. */
const DEFAULT_TIME = "09:41";

const MS_A_MINUTE = 60_000;

/**
 * Runs the clock with the video. From a message with a `time` on it says that time: a jump forward, over midnight where the time is
 * earlier than the one before. Until then it runs no further than to that time. What stands there at the start came before the clock's
 * opening time: the day before where its time is later.
 */
export function runClock({ entries, startsMs, standing, durationMs, time }: Chat): Clock {
	const first = entries.findIndex(({ kind }) => kind === "message");
	const early = entries.slice(0, Math.max(first + 1, standing)).findLast((entry) => entry.time !== undefined);
	const openingMinute = toMinute(time ?? early?.time ?? DEFAULT_TIME);
	const given = timeGiven(entries, standing, openingMinute);
	const turns = listTurns(
		given.flatMap((minute, at) => (minute === null ? [] : { atMs: startsMs[at] ?? 0, minute })),
		{ openingMinute, durationMs },
	);
	const sentMinutes = entries.map((_, at) => {
		// Of several that come at one moment each may have its own time, and the clock says the last.
		const nextMinute =
			given.find((minute, later) => later >= at && minute !== null) ?? Number.POSITIVE_INFINITY;
		return given[at] ?? Math.min(nextMinute, findMinute({ openingMinute, turns }, startsMs[at] ?? 0));
	});
	let nextMinute = openingMinute;
	for (let at = standing - 1; at >= 0; at--) {
		const own = entries[at]?.time;
		nextMinute = own === undefined ? nextMinute : latestUntil(nextMinute, toMinute(own));
		sentMinutes[at] = nextMinute;
	}
	return { openingMinute, turns, sentMinutes, firstMinute: sentMinutes[first] ?? openingMinute };
}

/** What a clock says at a time of the video. */
export function findMinute({ openingMinute, turns }: Pick<Clock, "openingMinute" | "turns">, atMs: number) {
	return turns.findLast((turn) => turn.atMs <= atMs)?.minute ?? openingMinute;
}

/** The minutes that messages are given; null: none, or it stands there at the start. */
function timeGiven(entries: Chat["entries"], standing: number, openingMinute: Minute) {
	let lastMinute = openingMinute;
	return entries.map(({ time }, at): Minute | null => {
		if (time === undefined || at < standing) return null;
		lastMinute = earliestFrom(lastMinute, toMinute(time));
		return lastMinute;
	});
}

/** Between two given times the clock runs, and waits where it would pass the later one. */
function listTurns(
	given: Clock["turns"],
	{ openingMinute, durationMs }: { readonly openingMinute: Minute; readonly durationMs: number },
): Clock["turns"] {
	const turns: { atMs: number; minute: Minute }[] = [];
	const anchors = [{ atMs: 0, minute: openingMinute }, ...given];
	for (const [index, anchor] of anchors.entries()) {
		const next = anchors[index + 1] ?? { atMs: durationMs, minute: Number.POSITIVE_INFINITY };
		for (let { atMs, minute } = anchor; atMs < next.atMs && minute <= next.minute; minute++) {
			if (minute !== (turns.at(-1)?.minute ?? openingMinute)) turns.push({ atMs, minute });
			atMs += MS_A_MINUTE;
		}
	}
	return turns;
}

/** The first moment from a minute on with a time of day, and the last one until it. */
const earliestFrom = (minute: Minute, ofDay: Minute) => minute + remainder(ofDay - minute);
const latestUntil = (minute: Minute, ofDay: Minute) => minute - remainder(minute - ofDay);
const remainder = (minutes: number) => ((minutes % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY;

function toMinute(time: string): Minute {
	const [hours = 0, minutes = 0] = time.split(":").map(Number);
	return 60 * hours + minutes;
}
