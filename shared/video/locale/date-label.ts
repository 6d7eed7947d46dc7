import { withDigits } from "./clock-label.ts";
import type { Locale } from "./find-locale.ts";

/** A day of the Gregorian calendar, `days` after the given one (year-month-day): "Mon, Nov 23". */
export function formatDate(date: string, days: number, { dates, clock }: Pick<Locale, "dates" | "clock">) {
	const day = new Date(`${date}T00:00Z`);
	day.setUTCDate(day.getUTCDate() + days);
	return dates.pattern
		.replace("{weekday}", dates.weekdays[day.getUTCDay()] ?? "")
		.replace("{month}", dates.months[day.getUTCMonth()] ?? "")
		.replace("{day}", withDigits(String(day.getUTCDate()), clock.digits));
}
