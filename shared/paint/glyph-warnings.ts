import type { Warning } from "../core/warning.ts";
import { codePointsToDraw, createFontChooser, hanStyleOf, visibleGraphemes } from "./font-choice.ts";

/** The graphemes of one message are listed up to this many; a text in an unknown script would list itself whole. */
const MAX_LISTED = 10;

/**
 * One MISSING_GLYPH warning for each message that has a grapheme no font can draw, found in the fonts' own tables
 * before anything is drawn. `allTexts` decide, as in `openFonts`, in which style Han characters are drawn.
 */
export function glyphWarnings(messages: readonly string[], allTexts: readonly string[]): readonly Warning[] {
	const choose = createFontChooser(hanStyleOf(allTexts));
	return messages.flatMap((text, index) => {
		const missing = visibleGraphemes(text).filter((grapheme) => choose(grapheme).missing.length > 0);
		if (missing.length === 0) return [];
		const listed = missing.slice(0, MAX_LISTED).map(describe).join(", ");
		const more = missing.length > MAX_LISTED ? ` and ${missing.length - MAX_LISTED} more` : "";
		return {
			code: "MISSING_GLYPH",
			message: `No font can draw ${listed}${more}; an empty box is shown instead.`,
			pointer: `/messages/${index}/text`,
		};
	});
}

/** The grapheme itself and its code points, since on the reader's screen it may be an empty box too. */
function describe(grapheme: string): string {
	const codePoints = codePointsToDraw(grapheme).map(
		(codePoint) => `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`,
	);
	return `"${grapheme}" (${codePoints.join(" ")})`;
}
