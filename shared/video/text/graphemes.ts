const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * What may belong to one cluster with its neighbours. All else, Latin letters and punctuation, are clusters of their own
 * (GraphemeBreakProperty.txt): to split these by the segmenter took a third of planning a film.
 */
const MAY_JOIN = /[\u0300-\u200f\u2028-\u202f\u205f-\uffff\r]/;

/** The user-perceived characters of a text (Unicode's extended grapheme clusters, UAX #29). */
export function splitGraphemes(text: string): string[] {
	if (!MAY_JOIN.test(text)) return text.split("");
	return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/**
 * Shown as an emoji unless U+FE0E, VARIATION SELECTOR-15, follows: every character that can be one, as phones show it. UTS #51
 * would show ❤, ☎ and ☺ as text by default; an iPhone shows them in colour. Digits, #, *, ©, ® and ™ are text on it, too.
 */
const EMOJI_BY_DEFAULT = /^(?:(?![0-9#*\u00a9\u00ae\u2122])\p{Emoji}(?!\ufe0e)|\p{Regional_Indicator}{2})/u;
/** Shown as text unless U+FE0F, a keycap or a joined emoji asks for an emoji. */
const EMOJI_BY_REQUEST = /^(?:[0-9#*]\ufe0f?\u20e3|[\u00a9\u00ae\u2122](?:\ufe0f|\u200d\p{Emoji}))/u;

/** One emoji: a pictograph, a flag or a keycap, whatever is joined to it. ❤ and ❤\ufe0f are emoji, ❤\ufe0e is text. */
export function isEmoji(grapheme: string): boolean {
	return EMOJI_BY_DEFAULT.test(grapheme) || EMOJI_BY_REQUEST.test(grapheme);
}

/** How many emoji a text consists of when it holds nothing else but spaces; otherwise 0. */
export function emojiOnlyCount(text: string): number {
	const graphemes = splitGraphemes(text).filter((grapheme) => grapheme.trim() !== "");
	return graphemes.every(isEmoji) ? graphemes.length : 0;
}
