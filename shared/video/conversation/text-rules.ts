/** The most that a text may have. */
export type TextLimits = { readonly graphemes: number; readonly bytes: number };

/** Why a text is refused, in the words of a fault. */
export type TextFault = { readonly allowed: string; readonly received: string };

/** The line ends of Unicode (The Unicode Standard, section 5.8): CRLF, CR, LF, VT, FF, NEL, U+2028 and U+2029. */
const LINE_END = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/gu;

/** The normal form of a message: LF line ends, no tabs, trimmed. Idempotent. */
export function normaliseText(text: string): string {
	return text.replace(LINE_END, "\n").replaceAll("\t", " ").trim();
}

/** A text of one line: line ends become spaces. */
export function normaliseLine(text: string): string {
	return normaliseText(text).replaceAll("\n", " ");
}

/** All faults of a text; `raw` is the text as received. */
export function textFaults(raw: string, limits: TextLimits): readonly TextFault[] {
	const text = normaliseText(raw);
	const faults: TextFault[] = [];
	const refuse = (allowed: string, received: string) => faults.push({ allowed, received });

	// Before trimming, which would remove some control characters as white space.
	const control = /(?![\t\n\v\f\r\u0085])\p{Cc}/u.exec(raw);
	if (control)
		refuse("text without control characters", `${codePoint(control[0])} ${at(raw, control.index)}`);
	const surrogate = /\p{Cs}/u.exec(raw);
	if (surrogate)
		refuse("whole characters", `half of one, ${codePoint(surrogate[0])} ${at(raw, surrogate.index)}`);
	if (!VISIBLE.test(text))
		refuse("at least one visible character", raw === "" ? "an empty text" : "a blank text");

	const graphemes = countGraphemes(text);
	const bytes = countBytes(text);
	if (graphemes > limits.graphemes) refuse(`1 to ${limits.graphemes} characters`, `${graphemes} characters`);
	if (bytes > limits.bytes) refuse(`at most ${limits.bytes} bytes of UTF-8`, `${bytes} bytes`);
	return faults;
}

/**
 * A visible code point. Invisible are white space and what Unicode tells every font not to draw (zero-width and bidi characters,
 * variation selectors, tags, Hangul fillers), the interlinear annotation marks U+FFF9–FFFB, and U+2800, which is a symbol by its
 * class and an empty Braille cell by its looks. Controls are refused elsewhere.
 */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800\ufff9-\ufffb]/u;

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });
const encoder = new TextEncoder();

/** Grapheme clusters (UAX #29): what a reader sees as one character. */
function countGraphemes(text: string): number {
	// Segmenting a word of plain letters takes as long as all other checks of its message.
	if (/^[ -~]*$/.test(text)) return text.length;
	let count = 0;
	for (const _ of segmenter.segment(text)) count++;
	return count;
}

export function countBytes(text: string): number {
	return encoder.encode(text).length;
}

function codePoint(character: string): string {
	return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function at(text: string, index: number): string {
	return `at character ${countGraphemes(text.slice(0, index)) + 1}`;
}
