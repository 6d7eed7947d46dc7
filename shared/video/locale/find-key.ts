import type { Keyboard, KeyboardPage, KeyRows } from "./keyboard.ts";

/** A key as its page shows it. An emoji is its own key. */
export type Key = { readonly page: KeyboardPage; readonly key: string };

/**
 * The key that types a character (a grapheme cluster). Null: no page has it, or the keyboard's keys do not light up. Space and return
 * are on the pages of letters, capitals and digits alike; here they are letters.
 */
export function findKey(keyboard: Keyboard, character: string): Key | null {
	if (!keyboard.lights) return null;
	const named = NAMED.get(character);
	if (named !== undefined) return { page: "letters", key: named };
	if (EMOJI.test(character)) return { page: "emoji", key: character };
	const own = findSign(keyboard, character);
	if (own !== null) return own;
	const keys = baseSigns(keyboard, character).map((sign) => findSign(keyboard, sign));
	return keys.find((key) => key !== null) ?? null;
}

function findSign({ letters, capitals, digits }: Keyboard, sign: string): Key | null {
	if (hasKey(letters, sign)) return { page: "letters", key: sign };
	if (capitals !== null && hasKey(capitals, sign)) return { page: "capitals", key: sign };
	return hasKey(digits, sign) ? { page: "digits", key: sign } : null;
}

function hasKey(rows: KeyRows, sign: string): boolean {
	return rows.some((row) => row.includes(sign));
}

const NAMED: ReadonlyMap<string, string> = new Map([
	[" ", "space"],
	["\u00a0", "space"],
	["\n", "return"],
]);

/** What phones show as an emoji: not digits, #, *, ©, ® and ™ by themselves, and nothing before U+FE0E. */
const EMOJI = /^(?:(?![0-9#*©®™])\p{Emoji}(?!\ufe0e)|\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3)/u;

/** What a key gives when it is held, but for letters with accents: Unicode itself says what they are made of. */
const HELD = [
	...["sß", "aæ", "oœø", "lł", "dđð", "tþ", "iı", "ьъ", "كک", "يی"],
	...["'‘’`", '"“”„«»', "-–—•", ".…", "?¿", "!¡"],
	...["1١۱", "2٢۲", "3٣۳", "4٤۴", "5٥۵", "6٦۶", "7٧۷", "8٨۸", "9٩۹", "0٠۰°"],
] as const;

/** The character as one code point, and the signs on whose keys it may be held, the likeliest first. */
function baseSigns(keyboard: Keyboard, character: string): readonly string[] {
	const composed = character.normalize("NFC");
	// A letter with its marks; also one that has no composed form, as Hebrew with its vowels.
	const [base = ""] = character.normalize("NFD");
	const signs = [composed, base];
	for (const sign of [base, base.toLowerCase()]) {
		const held = HELD.find((group) => group.slice(1).includes(sign))?.charAt(0);
		if (held !== undefined) signs.push(sign === base ? held : held.toUpperCase());
	}
	if (/\p{Sc}/u.test(base)) signs.push(...(keyboard.digits[1] ?? []).filter((sign) => /\p{Sc}/u.test(sign)));
	return signs;
}
