import { chooseScriptStyles, visibleGraphemes } from "./font-choice.ts";
import type { FontLibrary } from "./font-library.ts";
import { glyphWarnings } from "./glyph-warnings.ts";
import { type OpenFonts, openFonts } from "./open-fonts.ts";
import type { ShownText } from "./shown-text.ts";

type Kept = {
	readonly opened: OpenFonts;
	readonly fonts: FontLibrary;
	/** The styles of scripts that languages share. */
	readonly styles: string;
	readonly graphemes: ReadonlySet<string>;
	readonly ofCode: ReadonlySet<string>;
};

/** What is measured adds up with each letter that is typed: then it is forgotten. */
const MOST_USES = 500;

/** What is typed most. The font of every text has it, so it loads nothing that would not be loaded. */
const ALWAYS = Array.from({ length: 0x7e - 0x21 + 1 }, (_, at) => String.fromCharCode(0x21 + at)).join("");

/**
 * Opens fonts as `openFonts`, for one story that is planned after each letter: fonts and measured widths stay while the texts need no
 * letter that was not there before, other than those of ASCII.
 */
export function createFontKeeper(): typeof openFonts {
	let kept: Kept | null = null;
	let uses = 0;
	return async (texts, ports) => {
		const all = texts.map(({ text }) => text);
		const styles = JSON.stringify(chooseScriptStyles(all));
		const graphemes = new Set(visibleGraphemes([ALWAYS, ...all].join("\n")));
		const ofCode = new Set(visibleGraphemes(texts.flatMap(({ code = [] }) => code).join("\n")));
		const isKnown =
			kept?.fonts === ports.fonts &&
			kept.styles === styles &&
			hasAll(kept.graphemes, graphemes) &&
			hasAll(kept.ofCode, ofCode);
		if (kept !== null && isKnown && uses < MOST_USES) {
			uses += 1;
			return { ...kept.opened, glyphWarnings: glyphWarnings(texts, kept.opened.choose) };
		}
		const always: ShownText = { text: ALWAYS, pointer: null };
		const opened = await openFonts([...texts, always], ports);
		kept = { opened, fonts: ports.fonts, styles, graphemes, ofCode };
		uses = 0;
		return opened;
	};
}

function hasAll(known: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean {
	for (const each of wanted) if (!known.has(each)) return false;
	return true;
}
