const MONTH = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "long", timeZone: "UTC" });
const MOMENT = new Intl.DateTimeFormat("en", {
	day: "numeric",
	month: "short",
	hour: "2-digit",
	minute: "2-digit",
	hourCycle: "h23",
	timeZone: "UTC",
});

/** `2026-11` → "November 2026". */
export const monthName = (month: string) => MONTH.format(new Date(`${month}-01T00:00:00.000Z`));
/** ISO 8601 → "December 1", in UTC. */
export const dayText = (iso: string) => DAY.format(new Date(iso));
/** ISO 8601 → "Nov 25, 13:05", in UTC. */
export const momentText = (iso: string) => MOMENT.format(new Date(iso));
