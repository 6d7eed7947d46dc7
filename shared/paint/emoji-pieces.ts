/** A stretch of a line that is drawn by one call. A prefix is drawn before it, out of sight. */
export type TextPiece = { readonly text: string; readonly prefix: string };

/**
 * A sign that is text by default (❤, 🏳, ⛓) joined to one that is an emoji by default (🔥, 🌈, 💥). Canvas 1.1 shapes the
 * two apart, as a heart and a fire, unless an emoji stands directly before them.
 */
const TORN =
	/((?<!\u200d)(?!\p{Emoji_Presentation})\p{Extended_Pictographic}\ufe0f?\u200d\p{Emoji_Presentation})/u;

/**
 * Cuts a line so that each emoji that canvas would tear apart is a piece of its own, with its own last emoji as the
 * prefix: that one is in the same font file. Most lines are one piece. Mixed writing directions across such an emoji
 * are ordered by the line's own direction alone.
 */
export function piecesOf(text: string): readonly TextPiece[] {
	return text.split(TORN).flatMap((part, index) => {
		if (part === "") return [];
		return { text: part, prefix: index % 2 === 0 ? "" : (part.split("\u200d")[1] ?? "") };
	});
}
