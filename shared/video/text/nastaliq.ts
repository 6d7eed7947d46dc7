/** Letters of Urdu that neither Arabic nor Persian has: ٹ ڈ ڑ ں ہ ے. Punjabi in Arabic script has them too, and the same style. */
const URDU_LETTER = /[\u0679\u0688\u0691\u06ba\u06c1\u06d2]/u;

/** Whether to set Arabic letters in Nastaliq, the hanging style of Urdu: true if any text is in Urdu. */
export function isInUrdu(texts: readonly string[]): boolean {
	return texts.some((text) => URDU_LETTER.test(text));
}
