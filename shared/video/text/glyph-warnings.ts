import type { Warning } from "../conversation/warning.ts";
import { type Choice, codePointsToDraw, visibleGraphemes } from "./font-choice.ts";
import type { ShownText } from "./shown-text.ts";

/** The most graphemes listed for one text: a text in an unknown script would list itself whole. */
const MAX_LISTED = 10;

/**
 * A MISSING_GLYPH warning for each text with graphemes that no font can draw, and for each with marks that no font has. They are
 * found in the fonts' own tables before anything is drawn, by the choice that drawing makes too.
 */
export function glyphWarnings(
	texts: readonly ShownText[],
	choose: (grapheme: string) => Choice,
): readonly Warning[] {
	return texts.flatMap(({ text, pointer }) => {
		const missing = visibleGraphemes(text).filter((grapheme) => choose(grapheme).missing.length > 0);
		const isBox = (grapheme: string) => choose(grapheme).parts.some(({ file }) => file === null);
		const boxes = missing.filter(isBox);
		const bare = missing.filter((grapheme) => !isBox(grapheme));
		return [
			...createWarning(boxes, pointer, (list) => `No font can draw ${list}; an empty box is shown instead.`),
			...createWarning(bare, pointer, (list) => `No font has the marks of ${list}; they are left out.`),
		];
	});
}

function createWarning(
	graphemes: readonly string[],
	pointer: string | null,
	message: (list: string) => string,
): readonly Warning[] {
	if (graphemes.length === 0) return [];
	const listed = graphemes.slice(0, MAX_LISTED).map(describe).join(", ");
	const more = graphemes.length > MAX_LISTED ? ` and ${graphemes.length - MAX_LISTED} more` : "";
	return [
		{ code: "MISSING_GLYPH", message: message(`${listed}${more}`), ...(pointer !== null && { pointer }) },
	];
}

/** The grapheme and its code points, because the reader's screen may show an empty box as well. */
function describe(grapheme: string): string {
	const codePoints = codePointsToDraw(grapheme).map(
		(codePoint) => `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`,
	);
	return `"${grapheme}" (${codePoints.join(" ")})`;
}
