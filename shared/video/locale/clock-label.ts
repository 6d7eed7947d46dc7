import type { Locale } from "./find-locale.ts";

/** Whole minutes since the midnight with which the first day begins; negative: before that day. */
export type Minute = number;

export const MINUTES_A_DAY = 24 * 60;

type ClockOptions = {
	/** Default: as the locale has it. */
	readonly hour12?: boolean | undefined;
};

/** A time of day as a message has it: "9:41 PM", "21:41". */
export function formatTime(minute: Minute, { clock }: Pick<Locale, "clock">, options: ClockOptions = {}) {
	const { hour12 = clock.hour12 } = options;
	const time = formatClock(minute, { clock }, { hour12 });
	const period = clock.periods[hourOf(minute) < 12 ? 0 : 1];
	return hour12 ? clock.pattern12.replace("{time}", time).replace("{period}", period) : time;
}

/** A time of day as the status bar has it, which leaves out AM and PM: "9:41", "21:41". */
export function formatClock(minute: Minute, { clock }: Pick<Locale, "clock">, options: ClockOptions = {}) {
	const { hour12 = clock.hour12 } = options;
	const hour = hourOf(minute);
	const hours = hour12 ? String(hour % 12 || 12) : String(hour).padStart(clock.isPadded ? 2 : 1, "0");
	return withDigits(`${hours}:${String(minuteOf(minute)).padStart(2, "0")}`, clock.digits);
}

const hourOf = (minute: Minute) => Math.floor(minute / 60) - 24 * Math.floor(minute / MINUTES_A_DAY);
const minuteOf = (minute: Minute) => minute - 60 * Math.floor(minute / 60);

/** In digits other than 0 to 9. */
export function withDigits(text: string, digits: string | undefined): string {
	return digits === undefined ? text : text.replace(/\d/g, (digit) => digits[Number(digit)] ?? digit);
}
