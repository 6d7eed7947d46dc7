/** What is written on keys. */
export type KeyWords = {
	readonly space: string;
	readonly return: string;
	/** On the key that leads back to the letters. */
	readonly letters: string;
};

const ENGLISH: KeyWords = { space: "space", return: "return", letters: "ABC" };

/** By language, as iPhones have them. Of those that are not here a keyboard says it in English, on a phone in that language too. */
const KEY_WORDS: ReadonlyMap<string, Partial<KeyWords>> = new Map([
	["ar", { space: "مسافة", return: "إدخال", letters: "أ ب ج" }],
	["de", { space: "Leerzeichen", return: "Return" }],
	["es", { space: "espacio", return: "intro" }],
	["fr", { space: "espace", return: "retour" }],
	["he", { space: "רווח", return: "שורה", letters: "אבג" }],
	["it", { space: "spazio", return: "invio" }],
	["ja", { space: "空白", return: "改行" }],
	["ko", { space: "스페이스", return: "리턴" }],
	["pt", { space: "espaço", return: "retorno" }],
	["ru", { space: "Пробел", return: "Ввод", letters: "АБВ" }],
	["tr", { space: "boşluk", return: "geç" }],
	["uk", { space: "Пробіл", return: "Ввід", letters: "АБВ" }],
	["zh", { space: "空格", return: "换行" }],
]);

/** The words on the keys of a locale (BCP 47). Default: English. */
export function findKeyWords(locale = "en"): KeyWords {
	const [language = ""] = locale.toLowerCase().split("-");
	return { ...ENGLISH, ...KEY_WORDS.get(language) };
}
