import { PACING, type Pacing } from "./pacing.ts";

/** How long a text takes to read and to type, in whole ms; `characters` are grapheme clusters (UAX #29). */
export type Reading = {
	readonly characters: number;
	readonly readingMs: number;
	/** How long its writer is seen typing. */
	readonly typingMs: number;
};

/** Measures a text by its own script: a kana says more than a letter, and takes longer to read. */
export function measureReading(text: string, pacing: Pacing = PACING): Reading {
	const { english } = pacing.charactersPerSecond;
	const isJapanese = KANA.test(text);
	let characters = 0;
	let seconds = 0;
	for (const { segment } of segmenter.segment(text)) {
		characters++;
		seconds += 1 / charactersPerSecond(segment, isJapanese, pacing);
	}
	const { minMs, maxMs, msPerCharacter } = pacing.typing;
	const { afterMs, speedUp } = pacing.inText;
	const evenMs = seconds * 1000;
	const readingMs = Math.min(evenMs, afterMs + (evenMs - afterMs) / speedUp);
	return {
		characters,
		// Sums of fractions are off in the 16th place: without the first rounding, 20 letters could take 1001 ms.
		readingMs: Math.ceil(Number(readingMs.toFixed(3))),
		typingMs: Math.round(Math.min(maxMs, minMs + seconds * english * msPerCharacter)),
	};
}

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HANGUL = /^\p{Script=Hangul}/u;
/** With the marks that Han and kana share, such as 、 and ー. */
const EAST_ASIAN =
	/^[\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}]/u;

/** Latin letters, digits and spaces within a Korean text count half (NETFLIX), which is close to English's own speed. */
function charactersPerSecond(grapheme: string, isJapanese: boolean, pacing: Pacing): number {
	const { english, korean, chinese, japanese } = pacing.charactersPerSecond;
	if (HANGUL.test(grapheme)) return korean;
	if (EAST_ASIAN.test(grapheme)) return isJapanese ? japanese : chinese;
	return english;
}
