import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatClock, formatTime } from "../../../../shared/video/locale/clock-label.ts";
import { formatDate } from "../../../../shared/video/locale/date-label.ts";
import { findLocale } from "../../../../shared/video/locale/find-locale.ts";
import { COUNTRIES, LANGUAGES } from "../../../../shared/video/locale/languages.ts";

const MORNING = 9 * 60 + 41;
const EVENING = 21 * 60 + 41;
const NBSP = "\u00a0";

describe("a time of day", () => {
	test.each([
		["en-US", `9:41${NBSP}AM`, `9:41${NBSP}PM`, `12:05${NBSP}AM`],
		["en-GB", "09:41", "21:41", "00:05"],
		["de", "09:41", "21:41", "00:05"],
		["fr", "09:41", "21:41", "00:05"],
		["es", "9:41", "21:41", "0:05"],
		["es-MX", `9:41${NBSP}a.m.`, `9:41${NBSP}p.m.`, `12:05${NBSP}a.m.`],
		["pt-BR", "09:41", "21:41", "00:05"],
		["it", "09:41", "21:41", "00:05"],
		["tr", "09:41", "21:41", "00:05"],
		["ar", `9:41${NBSP}ص`, `9:41${NBSP}م`, `12:05${NBSP}ص`],
		["ar-EG", `٩:٤١${NBSP}ص`, `٩:٤١${NBSP}م`, `١٢:٠٥${NBSP}ص`],
		["he", "9:41", "21:41", "0:05"],
		["hi", "9:41 am", "9:41 pm", "12:05 am"],
		["ja", "9:41", "21:41", "0:05"],
		["ko", "오전 9:41", "오후 9:41", "오전 12:05"],
		["zh", "09:41", "21:41", "00:05"],
	])("in %s is written %s", (tag, morning, evening, midnight) => {
		const locale = findLocale(tag);
		expect([MORNING, EVENING, 5].map((minute) => formatTime(minute, locale))).toEqual([
			morning,
			evening,
			midnight,
		]);
	});

	test("of an hour is 12 at noon and midnight where hours go to 12", () => {
		const locale = findLocale("en");
		const hours = [0, 1, 11, 12, 13, 23].map((hour) => formatTime(60 * hour, locale));
		expect(hours.map((label) => label.replace(NBSP, " "))).toEqual([
			...["12:00 AM", "1:00 AM", "11:00 AM", "12:00 PM", "1:00 PM", "11:00 PM"],
		]);
	});

	test("has the hours that the phone is told", () => {
		expect(formatTime(EVENING, findLocale("en"), { hour12: false })).toBe("21:41");
		expect(formatTime(MORNING, findLocale("en"), { hour12: false })).toBe("09:41");
		expect(formatTime(EVENING, findLocale("de"), { hour12: true })).toBe(`9:41${NBSP}PM`);
		expect(formatTime(EVENING, findLocale("ja"), { hour12: true })).toBe("午後9:41");
	});

	test("in the status bar has no AM or PM", () => {
		const tags = ["en", "ko", "ar-EG", "de", "es"];
		const clocks = tags.map((tag) => formatClock(EVENING, findLocale(tag)));
		expect(clocks).toEqual(["9:41", "9:41", "٩:٤١", "21:41", "21:41"]);
		expect(formatClock(MORNING, findLocale("en"), { hour12: false })).toBe("09:41");
	});

	test("is the same on every day, also before the first", () => {
		fc.assert(
			fc.property(fc.nat(1439), fc.integer({ min: -3, max: 3 }), (minute, days) => {
				for (const tag of LANGUAGES.keys()) {
					const locale = findLocale(tag);
					expect(formatTime(minute + 1440 * days, locale)).toBe(formatTime(minute, locale));
				}
			}),
		);
	});
});

/** Other editions of CLDR differ in some months and in Korean. */
const withCldr48 = test.runIf(process.versions["cldr"] === "48.0");
/** V8 writes plain spaces for the narrow ones of CLDR, for the sake of old pages; ours are no-break spaces. */
const written = (text: string) => text.replaceAll(/[\u202f\u00a0]/g, " ");
const all = [...LANGUAGES.keys(), ...COUNTRIES.keys(), "en-US", "pt-BR"];
const utc = { timeZone: "UTC" } as const;

withCldr48.each(all)("the clock of %s is that of CLDR, in each minute of a day", (tag) => {
	const locale = findLocale(tag);
	const intl = new Intl.DateTimeFormat(tag, { ...utc, timeStyle: "short" });
	for (let minute = 0; minute < 1440; minute++)
		expect(written(formatTime(minute, locale))).toBe(written(intl.format(minute * 60_000)));
});

withCldr48.each(all)("the dates of %s are those of CLDR, on each day of a year", (tag) => {
	const locale = findLocale(tag);
	const form = { weekday: "short", month: "short", day: "numeric" } as const;
	const intl = new Intl.DateTimeFormat(tag, { ...utc, ...form, calendar: "gregory" });
	for (let days = 0; days < 365; days++) {
		const expected = intl.format(Date.UTC(2026, 0, 1 + days));
		// Messages writes "Mo. 23. Nov.", CLDR "Mo., 23. Nov.".
		const named = tag === "de" ? expected.replace(",", "") : expected;
		expect(written(formatDate("2026-01-01", days, locale))).toBe(written(named));
	}
});

test("a date is found over months, years and leap days, in both directions", () => {
	const locale = findLocale("en");
	expect(formatDate("2026-11-23", 0, locale)).toBe("Mon, Nov 23");
	expect(formatDate("2024-02-28", 1, locale)).toBe("Thu, Feb 29");
	expect(formatDate("2026-01-01", -1, locale)).toBe("Wed, Dec 31");
	expect(formatDate("2026-11-23", 0, findLocale("de"))).toBe("Mo. 23. Nov.");
	expect(formatDate("2026-11-23", 0, findLocale("ar-EG"))).toBe("الاثنين، ٢٣ نوفمبر");
});
