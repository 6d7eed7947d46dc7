import { createDigits, createKeyboard, type Keyboard } from "./keyboard.ts";

const QWERTY = createKeyboard({ top: "qwertyuiop", middle: "asdfghjkl", lower: "zxcvbnm" });

const EURO = createDigits({ currency: "€" });

/** Letters as iPhones have them; AOSP's rows are the same but for a key or two at the sides. */
const QWERTZ = createKeyboard({ top: "qwertzuiopü", middle: "asdfghjklöä", lower: "yxcvbnm", digits: EURO });
const AZERTY = createKeyboard({ top: "azertyuiop", middle: "qsdfghjklm", lower: "wxcvbn'", digits: EURO });
const SPANISH = createKeyboard({ top: "qwertyuiop", middle: "asdfghjklñ", lower: "zxcvbnm", digits: EURO });
const TURKISH = createKeyboard({
	top: "qwertyuıopğü",
	middle: "asdfghjklşi",
	lower: "zxcvbnmöç",
	capitals: (letters) => letters.replaceAll("i", "İ").toUpperCase(),
	digits: createDigits({ currency: "₺" }),
});
const CYRILLIC = createKeyboard({
	top: "йцукенгшщзх",
	middle: "фывапролджэ",
	lower: "ячсмитьбю",
	digits: createDigits({ currency: "₽" }),
});
/** The first letter stands leftmost, as in all rows here, also of scripts that are written from right to left. */
const ARABIC = createKeyboard({
	top: "ضصثقفغعهخحج",
	middle: "شسيبلاتنمكط",
	lower: "ذءؤرىةوزظد",
	hasShift: false,
	digits: createDigits({ semicolon: "؛", marks: ".،؟!'" }),
});
const HEBREW = createKeyboard({
	top: "קראטוןםפ",
	middle: "שדגכעיחלךף",
	lower: "זסבהנמצתץ",
	hasShift: false,
	deleteIn: "top",
	digits: createDigits({ currency: "₪" }),
});
/** Of languages whose own keyboard is not known, or whose characters are composed or chosen. */
const PLAIN: Keyboard = { ...QWERTY, lights: false };

/** By language, or by language and country or script, in small letters. Every other one has QWERTY. */
const KEYBOARDS: ReadonlyMap<string, Keyboard> = new Map([
	["de", QWERTZ],
	["fr", AZERTY],
	["es", SPANISH],
	["tr", TURKISH],
	["he", HEBREW],
	...listFor("ru be bg kk ky mk mn sr tg uk az-cyrl uz-cyrl", CYRILLIC),
	...listFor("ar fa ps ur pa-arab", ARABIC),
	...listFor("fr-ca sr-latn kk-latn", QWERTY),
	...listFor("hi ja ko zh yue", PLAIN),
	...listFor("am as bn bo dz el gu hy ka km kn lo ml mr my ne or pa sa si ta te th", PLAIN),
]);

function listFor(locales: string, keyboard: Keyboard): readonly (readonly [string, Keyboard])[] {
	return locales.split(" ").map((locale) => [locale, keyboard]);
}

/** The keyboard of a phone, by the language of its locale (BCP 47), its country and its script. Default: that of English. */
export function findKeyboard(locale = "en"): Keyboard {
	const [language = "", ...others] = locale.toLowerCase().split("-");
	const own = others.flatMap((subtag) => KEYBOARDS.get(`${language}-${subtag}`) ?? []);
	return own[0] ?? KEYBOARDS.get(language) ?? QWERTY;
}
