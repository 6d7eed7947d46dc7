const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The user-perceived characters of a text (Unicode's extended grapheme clusters, UAX #29). */
export function graphemesOf(text: string): string[] {
	return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** One emoji: a pictograph, a flag or a keycap, whatever is joined to it. A plain digit or "©" is none. */
export function isEmoji(grapheme: string): boolean {
	return /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3)/u.test(grapheme)
		? !/^[\u00a9\u00ae\u2122](?!\ufe0f)/.test(grapheme)
		: false;
}

/** How many emoji a text consists of when it holds nothing else but spaces; otherwise 0. */
export function emojiOnlyCount(text: string): number {
	const graphemes = graphemesOf(text).filter((grapheme) => grapheme.trim() !== "");
	return graphemes.every(isEmoji) ? graphemes.length : 0;
}
