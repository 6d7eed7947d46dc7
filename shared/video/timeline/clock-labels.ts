import type { DayTime } from "../conversation/chat-state.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { formatClock, formatTime, MINUTES_A_DAY, type Minute } from "../locale/clock-label.ts";
import { formatDate } from "../locale/date-label.ts";
import type { Locale } from "../locale/find-locale.ts";
import { type Clock, findMinute } from "./clock-times.ts";

/** What a clock says, in the words of a phone. */
export type Labels = {
	/** As the status bar has it. */
	readonly clock: (minute: Minute) => string;
	/** As messages have it: at a time of the video, and when an entry came. */
	readonly at: (atMs: number) => string;
	readonly sent: (entry: number) => string;
	/** When the first message came. */
	readonly opened: () => DayTime;
	/** When an entry came, for who reads it as it does, or at the start of the video if it stands there. */
	readonly opens: (entry: number, isStanding: boolean) => DayTime;
};

export function createLabels(
	{ openingMinute, turns, sentMinutes, firstMinute }: Clock,
	locale: Locale,
	{ date, hour12 }: Pick<NonNullable<Conversation["device"]>, "date" | "hour12"> = {},
): Labels {
	const write = (minute: Minute) => formatTime(minute, locale, { hour12 });
	const minuteOf = (entry: number) => sentMinutes[entry] ?? openingMinute;
	const tellDay = (minute: Minute, today: number): DayTime => {
		const day = Math.floor(minute / MINUTES_A_DAY);
		const { words, dates } = locale;
		// Without a date the phone is in use that day, and nobody knows which weekday another one was.
		if (date === undefined) return { day: day < today ? words.yesterday : words.today, time: write(minute) };
		const time = dates.at === undefined ? write(minute) : `${dates.at} ${write(minute)}`;
		return { day: formatDate(date, day, locale), time };
	};
	return {
		clock: (minute) => formatClock(minute, locale, { hour12 }),
		at: (atMs) => write(findMinute({ openingMinute, turns }, atMs)),
		sent: (entry) => write(minuteOf(entry)),
		opened: () => tellDay(firstMinute, 0),
		opens: (entry, isStanding) => {
			const minute = minuteOf(entry);
			return tellDay(minute, isStanding ? 0 : Math.floor(minute / MINUTES_A_DAY));
		},
	};
}
