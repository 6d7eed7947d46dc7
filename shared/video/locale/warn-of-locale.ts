import type { Warning } from "../conversation/warning.ts";
import { findLocale } from "./find-locale.ts";
import { LANGUAGES } from "./languages.ts";

/** Warns of a language that is not known. Undefined: none was asked for. */
export function warnOfLocale(tag: string | undefined): readonly Warning[] {
	if (tag === undefined || findLocale(tag).isKnown) return [];
	const known = [...LANGUAGES.keys()].join(", ");
	const message = `The phone has no words of ${tag}, and speaks English instead. It knows ${known}.`;
	return [{ code: "LOCALE_NOT_KNOWN", message, pointer: "/locale" }];
}
