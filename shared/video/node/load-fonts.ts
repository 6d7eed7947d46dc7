import { type RunSteps, runAtOnce } from "../../core/steps.ts";
import type { Fonts } from "../machine.ts";
import { openFonts } from "../text/open-fonts.ts";
import type { ShownText } from "../text/shown-text.ts";
import { fontsOnDisk } from "./fonts/font-files.ts";
import { graphics } from "./graphics.ts";
import { createPainter } from "./painter.ts";

/** Loads the fonts that the texts need. Rejects with DEPENDENCY_ERROR if one does not load. */
export async function loadFonts(texts: readonly ShownText[], runSteps: RunSteps = runAtOnce): Promise<Fonts> {
	const { typesetter, ...fonts } = await openFonts(texts, { graphics, fonts: fontsOnDisk, runSteps });
	return { ...fonts, createPainter: (layout) => createPainter(layout, typesetter) };
}
