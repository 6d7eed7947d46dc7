/** Of the letters that Unicode gives a script, below U+20000, no more than 120 from all over it. */
function lettersOfScript(script: string): string[] {
	const letters = charactersLike(new RegExp(`^(?=\\p{Script=${script}})\\p{L}$`, "u"));
	const step = Math.ceil(letters.length / 120);
	return letters.filter((_, index) => index % step === 0);
}

function charactersLike(pattern: RegExp): string[] {
	const found: string[] = [];
	for (let codePoint = 0x21; codePoint < 0x20000; codePoint++) {
		if (codePoint >= 0xd800 && codePoint < 0xe000) continue;
		const character = String.fromCodePoint(codePoint);
		if (pattern.test(character)) found.push(character);
	}
	return found;
}

const cross = (letters: Iterable<string>, marks: readonly string[]) =>
	[...letters].flatMap((letter) => marks.map((mark) => letter + mark));

const range = (first: number, last: number) =>
	Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));

/** Letters that take a mark in the middle. */
const PLAIN = {
	latin: "abcdefghijklmnopqrstuvwxyzABEGIMNOTUYɛɔəɨʉʊŋɓƙɣʋʃøæßłħƐƆ",
	cyrillic: "абвгдежзийклмнопрстуфхцчшщъыьэюяєіғқңөұүһәҗҳӣӯАОУЫЭЮЯҚӘӨ",
	greek: "αβγδεζηθικλμνξοπρστυφχψωΑΕΗΙΟΥΩ",
};

/** Marks over, under and through a letter, common ones and some that no font here has. */
const MARKS = [...range(0x300, 0x314), ...range(0x323, 0x338), "\u033f", "\u0346", "\u034e"];

export const PLAIN_CLUSTERS = [
	...cross(PLAIN.latin, MARKS),
	...cross(PLAIN.cyrillic, range(0x300, 0x30f)),
	...cross(PLAIN.greek, ["\u0300", "\u0301", "\u0304", "\u0306", "\u0308", "\u0313", "\u0314", "\u0342"]),
	...cross("0123456789!?&*+-", ["\u0332", "\u0336", "\u0301", "\u20dd"]),
];

const KAOMOJI = "(Ддωヮ▽o∀∇ﾛ口゜*`;^･∩Σ▼3εзoOдзШщᴥ◕";

/** Scripts with a font, and some without. */
const SCRIPTS = [
	...["Armenian", "Georgian", "Hebrew", "Arabic", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya"],
	...["Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Tibetan", "Myanmar", "Khmer"],
	...["Ethiopic", "Canadian_Aboriginal", "Hiragana", "Katakana", "Bopomofo", "Cyrillic", "Greek"],
	...["Syriac", "Thaana", "Nko", "Cherokee", "Javanese", "Mongolian", "Yi", "Tifinagh", "Gothic", "Coptic"],
];

/** A few letters of a script with every mark that Unicode gives to it alone. */
const withMarks = (script: string) => {
	const marks = charactersLike(new RegExp(`^(?=\\p{Script=${script}})\\p{M}$`, "u"));
	return cross(lettersOfScript(script).slice(0, 4), marks);
};

/** User-perceived characters of many kinds, some thousand, each once. */
export const CLUSTERS = [
	...new Set([
		...PLAIN_CLUSTERS,
		...cross(KAOMOJI, ["\uff9e", "\uff9f", "\u0301", "\u0361"]),
		...SCRIPTS.flatMap(lettersOfScript),
		...["Devanagari", "Bengali", "Tamil", "Telugu", "Thai", "Lao", "Hebrew", "Arabic", "Khmer"].flatMap(
			withMarks,
		),
		...charactersLike(/^\p{Emoji}$/u).filter((_, index) => index % 4 === 0),
		...cross(charactersLike(/^(?!\p{Emoji_Presentation}|[\d#*])\p{Emoji}$/u), ["\ufe0e", "\ufe0f"]),
		...range(0x2190, 0x22ff),
		...range(0x2500, 0x27bf),
	]),
];
