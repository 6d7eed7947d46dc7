import { ChatreelError } from "../core/errors.ts";
import { GlobalFonts } from "./canvas.ts";
import { fontFamilies } from "./font-catalogue.ts";
import { createFontChooser, hanStyleOf, visibleGraphemes } from "./font-choice.ts";
import type { FontFile } from "./font-files.ts";

/** The fonts of one conversation, registered with canvas. */
export type Fonts = {
	/** The registered families in the order of the CSS stack; the first is always Inter's Latin part. */
	readonly families: readonly string[];
	/** The stack as it stands in a CSS `font`. */
	readonly cssFamilies: string;
};

/**
 * Loads the files that texts need, and no others; one that was loaded before is not loaded again. Throws
 * DEPENDENCY_ERROR where a file is missing or unreadable.
 */
export function openFonts(texts: readonly string[]): Fonts {
	const families = chooseFiles(texts).map(({ alias, path }) => {
		register(alias, path);
		return alias;
	});
	return { families, cssFamilies: families.map((family) => `"${family}"`).join(", ") };
}

/** A text without Latin letters still gets Inter, whose metrics set its lines. */
const ALWAYS = "A";

/** The files for all of the texts, in the order of the stack. */
function chooseFiles(texts: readonly string[]): readonly FontFile[] {
	const hanStyle = hanStyleOf(texts);
	const choose = createFontChooser(hanStyle);
	const needed = new Set(
		visibleGraphemes([ALWAYS, ...texts].join("\n")).flatMap((grapheme) => choose(grapheme).files),
	);
	return fontFamilies(hanStyle).flatMap(({ name }) =>
		[...needed].filter(({ family }) => family === name).sort((a, b) => a.index - b.index),
	);
}

function register(alias: string, path: string): void {
	if (GlobalFonts.has(alias)) return;
	const key = GlobalFonts.registerFromPath(path, alias);
	if (key === null) throw new ChatreelError("DEPENDENCY_ERROR", `The font "${alias}" could not be loaded.`);
}
