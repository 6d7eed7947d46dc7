const DAY_MS = 86_400_000;

const UNIT_MS = new Map(
	Object.entries({
		second: 1000,
		minute: 60_000,
		hour: 3_600_000,
		day: DAY_MS,
		week: 7 * DAY_MS,
	}),
);

/** The days from today, and the hour, that a word stands for. */
const WORDS = new Map(
	Object.entries({
		yesterday: { days: -1, hour: 0 },
		today: { days: 0, hour: 0 },
		midnight: { days: 0, hour: 0 },
		noon: { days: 0, hour: 12 },
		tomorrow: { days: 1, hour: 0 },
	}),
);

const ISO =
	/^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]| +)(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)? ?(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?$/i;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d{4})$/;
const RELATIVE = /^([+-]?) ?(\d+) (second|minute|hour|day|week)s?( ago)?$/i;

/**
 * The moment that a text means as PHP's `new DateTime(text)` reads it in UTC, as the real server does with what is stored in a
 * datetime column; null when it is not valid. PHP knows more texts than these, which are what programs write, and the words for days.
 */
export function readMoment(text: string, nowMs: number): number | null {
	const ms = text.length > MAX_CHARACTERS ? null : readText(text, nowMs);
	return ms !== null && ms >= FIRST_MS && ms <= LAST_MS ? ms : null;
}

/** No moment is written in more. */
const MAX_CHARACTERS = 100;
/** The years that a column holds (utopia-php/database, Validator/Datetime.php). */
const FIRST_MS = Date.parse("0000-01-01T00:00:00Z");
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function readText(text: string, nowMs: number): number | null {
	const given = text.trim();
	const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
	const word = WORDS.get(given.toLowerCase());
	if (word !== undefined) return today + word.days * DAY_MS + word.hour * 3_600_000;
	if (given === "" || given.toLowerCase() === "now") return nowMs;
	if (/^@\d+$/.test(given)) return 1000 * Number(given.slice(1));
	if (HTTP_DATE.test(given)) return Date.parse(given);
	const [, sign, count, unit = "", ago] = RELATIVE.exec(given) ?? [];
	if (count !== undefined) {
		const isBefore = (sign === "-") !== (ago !== undefined);
		return nowMs + (isBefore ? -1 : 1) * Number(count) * (UNIT_MS.get(unit.toLowerCase()) ?? 0);
	}
	const match = ISO.exec(given);
	return match === null ? null : isoMoment(match);
}

/** Days beyond a month's end go on in the next, as in PHP. */
function isoMoment([
	,
	year,
	month,
	day,
	hour = "0",
	minute = "0",
	second = "0",
	fraction = "",
	zone = "Z",
]: RegExpExecArray) {
	const [m, d, h, min, s] = [month, day, hour, minute, second].map(Number) as [
		number,
		number,
		number,
		number,
		number,
	];
	if (m < 1 || m > 12 || d < 1 || d > 31 || h > 24 || min > 59 || s > 59) return null;
	const ms = Number(fraction.slice(0, 3).padEnd(3, "0"));
	return Date.UTC(Number(year), m - 1, d, h, min, s, ms) - offsetMs(zone);
}

function offsetMs(zone: string): number {
	const [, sign, hours, minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
	if (hours === undefined) return 0;
	return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
