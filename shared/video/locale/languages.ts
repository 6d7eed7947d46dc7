import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { he } from "./he.ts";
import { hi } from "./hi.ts";
import { it } from "./it.ts";
import { ja } from "./ja.ts";
import { ko } from "./ko.ts";
import type { ClockForm, DateForm, Language } from "./language.ts";
import { pt } from "./pt.ts";
import { tr } from "./tr.ts";
import { zh } from "./zh.ts";

/** The languages that are known, by their subtag. */
export const LANGUAGES: ReadonlyMap<string, Language> = new Map(
	Object.entries({ ar, de, en, es, fr, he, hi, it, ja, ko, pt, tr, zh }),
);

/** What a country writes in another way than its language's file says. */
type Country = { readonly clock?: Partial<ClockForm>; readonly dates?: Partial<DateForm> };

const BRITISH: Country = {
	clock: { hour12: false, periods: ["am", "pm"] },
	dates: {
		months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
		pattern: "{weekday} {day} {month}",
	},
};
const MEXICAN: Country = {
	clock: { hour12: true, isPadded: true, periods: ["a.m.", "p.m."] },
	dates: {
		months: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
		pattern: "{weekday} {day} de {month}",
	},
};
const EASTERN_ARABIC: Country = { clock: { digits: "٠١٢٣٤٥٦٧٨٩" } };

/** By language and country, in small letters. */
export const COUNTRIES: ReadonlyMap<string, Country> = new Map([
	["en-gb", BRITISH],
	["es-mx", MEXICAN],
	["ar-eg", EASTERN_ARABIC],
	["ar-sa", EASTERN_ARABIC],
]);
