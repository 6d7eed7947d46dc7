import { finishSteps, type Steps } from "../../core/steps.ts";
import type { Warning } from "../conversation/warning.ts";
import type { ChatLayout } from "../layout/chat-layout.ts";
import type { MeasureText } from "../layout/scene.ts";
import type { ShownText } from "../layout/texts.ts";
import { glyphWarnings } from "./fonts/glyph-warnings.ts";
import { openFontsInSteps } from "./fonts/open-fonts.ts";
import { createPainter, type Painter } from "./painter.ts";
import { createTypesetter } from "./typesetter.ts";

/** The fonts of one conversation, and what is done with them. */
export type Studio = {
	readonly measure: MeasureText;
	readonly createPainter: (layout: ChatLayout) => Painter;
	/** What no font can draw, found in the fonts' own tables. */
	readonly glyphWarnings: readonly Warning[];
};

/** Loads the fonts that the texts need, and no others. Throws DEPENDENCY_ERROR where a font does not load. */
export function openStudio(texts: readonly ShownText[]): Studio {
	return finishSteps(openStudioInSteps(texts));
}

/** The same, in steps of a few milliseconds at the most. */
export function* openStudioInSteps(texts: readonly ShownText[]): Steps<Studio> {
	const fonts = yield* openFontsInSteps(texts.map(({ text }) => text));
	const typesetter = createTypesetter(fonts);
	yield;
	return {
		measure: typesetter.measure,
		createPainter: (layout) => createPainter(layout, typesetter),
		glyphWarnings: glyphWarnings(texts, fonts.choiceOf),
	};
}
