import { mayRunRightToLeft } from "../layout/direction.ts";
import { graphemesOf, isEmoji } from "../layout/graphemes.ts";

/** A stretch of a line that is drawn by one call. A prefix is drawn before it, out of sight. */
export type TextPiece = { readonly text: string; readonly prefix: string };

/**
 * A sign that is text by default (❤, 🏳, ⛓) joined to one that is an emoji by default (🔥, 🌈, 💥). Canvas 1.1 shapes the
 * two apart, as a heart and a fire, unless an emoji stands directly before them.
 */
const TORN = /^(?!\p{Emoji_Presentation})\p{Extended_Pictographic}\ufe0f?\u200d\p{Emoji_Presentation}/u;

/** Letters that stand beside each other as they stand alone. Kana do not: our fonts move some of them closer. */
const ALONE = /^[\p{Script=Han}\p{Script=Hangul}]/u;

/** A line without any of these is one piece; most are, and need not be looked at by graphemes. */
const MAY_BE_CUT = /[\u2300-\u{10ffff}]/u;

/**
 * Cuts a line so that each emoji and each letter of Han and Hangul is a piece of its own: the letters of one line come from
 * some fifteen files, in all of which canvas looks for each of them, while a letter by itself is measured once for all
 * lines. In a line that runs from right to left, in part or by its `direction`, only what canvas would tear apart is cut
 * out, and what `partsOf` cuts, so that the rest is ordered as a whole; mixed writing directions across such an emoji are
 * ordered by `direction` alone. An emoji that would be torn apart has its own last emoji as the prefix: that one is in the
 * same font file.
 */
export function piecesOf(
	line: string,
	direction: "ltr" | "rtl",
	partsOf: (grapheme: string) => readonly string[],
): readonly TextPiece[] {
	if (!MAY_BE_CUT.test(line)) return [{ text: line, prefix: "" }];
	const staysWhole = direction === "rtl" || mayRunRightToLeft(line);
	const pieces: TextPiece[] = [];
	let stretch = "";
	const endStretch = () => {
		if (stretch !== "") pieces.push({ text: stretch, prefix: "" });
		stretch = "";
	};
	for (const grapheme of graphemesOf(line)) {
		const parts = isEmoji(grapheme) ? partsOf(grapheme) : [grapheme];
		const isOne = parts.length === 1 && !TORN.test(grapheme);
		if (isOne && (staysWhole || !standsAlone(grapheme))) {
			stretch += grapheme;
			continue;
		}
		endStretch();
		pieces.push(...parts.map((text) => ({ text, prefix: prefixOf(text) })));
	}
	endStretch();
	return pieces;
}

function prefixOf(text: string): string {
	return TORN.test(text) ? (text.split("\u200d")[1] ?? "") : "";
}

function standsAlone(grapheme: string): boolean {
	return ALONE.test(grapheme) || isEmoji(grapheme);
}
