import type { ChatState } from "../conversation/chat-state.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { formatClock, formatTime, MINUTES_A_DAY, type Minute } from "../locale/clock-label.ts";
import { formatDate } from "../locale/date-label.ts";
import type { Locale } from "../locale/find-locale.ts";
import { type Clock, findMinute } from "./clock-times.ts";

/** What a clock says, in the words of a phone. */
export type Labels = {
	/** As the status bar has it. */
	readonly clock: (minute: Minute) => string;
	/** As messages have it: at a time of the video, and when a message was sent. */
	readonly at: (atMs: number) => string;
	readonly sent: (message: number) => string;
	readonly opened: () => NonNullable<ChatState["opened"]>;
};

export function createLabels(
	{ openingMinute, turns, sentMinutes }: Clock,
	locale: Locale,
	{ date, hour12 }: Pick<NonNullable<Conversation["device"]>, "date" | "hour12"> = {},
): Labels {
	const write = (minute: Minute) => formatTime(minute, locale, { hour12 });
	const sent = (message: number) => write(sentMinutes[message] ?? openingMinute);
	return {
		clock: (minute) => formatClock(minute, locale, { hour12 }),
		at: (atMs) => write(findMinute({ openingMinute, turns }, atMs)),
		sent,
		opened: () => {
			const firstMinute = sentMinutes[0] ?? openingMinute;
			const { words, dates } = locale;
			// Without a date the phone is in use that day, and nobody knows which weekday another one was.
			if (date === undefined) return { day: firstMinute < 0 ? words.yesterday : words.today, time: sent(0) };
			const day = formatDate(date, Math.floor(firstMinute / MINUTES_A_DAY), locale);
			return { day, time: dates.at === undefined ? sent(0) : `${dates.at} ${sent(0)}` };
		},
	};
}
