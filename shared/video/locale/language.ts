import type { LanguageWords } from "./words.ts";

/** How a language and its country write a time of day. */
export type ClockForm = {
	/** Whether hours go to 12 where the phone is not told. */
	readonly hour12: boolean;
	/** Whether an hour below 10 has a zero where hours go to 24. */
	readonly isPadded: boolean;
	/** Before and after noon. */
	readonly periods: readonly [am: string, pm: string];
	/**
	 * With `{time}` and `{period}`, where hours go to 12. CLDR has a narrow space (U+202F) between them, which Inter, the font of our
	 * looks, makes half as wide as a phone's font does: "9:41AM". Ours is a no-break space of the usual width.
	 */
	readonly pattern12: string;
	/** Ten digits. Default: 0 to 9. */
	readonly digits?: string;
};

/** How a language and its country write a day of the year. */
export type DateForm = {
	/** From Sunday, short. */
	readonly weekdays: readonly string[];
	/** From January, as they stand beside the day. */
	readonly months: readonly string[];
	/** With `{weekday}`, `{day}` and `{month}`. */
	readonly pattern: string;
	/** What stands between a date and its time. Default: nothing but a space. */
	readonly at?: string;
};

/** One language as data. Clock and dates follow CLDR 48 unless a file says otherwise. */
export type Language = {
	readonly words: LanguageWords;
	readonly clock: ClockForm;
	readonly dates: DateForm;
};
