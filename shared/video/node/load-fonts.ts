import { ChatreelError, toChatreelError } from "../../core/errors.ts";
import { type RunSteps, runAtOnce, type Steps } from "../../core/steps.ts";
import type { ShownText } from "../layout/texts.ts";
import type { Fonts } from "../machine.ts";
import { glyphWarnings } from "./fonts/glyph-warnings.ts";
import { registerFontsInSteps } from "./fonts/register-fonts.ts";
import { createPainter } from "./painter.ts";
import { createTypesetter } from "./typesetter.ts";

/** Loads the fonts that the texts need. Rejects with DEPENDENCY_ERROR if one does not load. */
export async function loadFonts(texts: readonly ShownText[], runSteps: RunSteps = runAtOnce): Promise<Fonts> {
	try {
		return await runSteps(openInSteps(texts));
	} catch (thrown) {
		throw toChatreelError(thrown).kind === "UNKNOWN" ? noFonts(thrown) : thrown;
	}
}

function noFonts(cause: unknown): ChatreelError {
	return new ChatreelError("DEPENDENCY_ERROR", "The fonts could not be loaded.", { cause });
}

/** Each step takes a few milliseconds at most. */
function* openInSteps(texts: readonly ShownText[]): Steps<Fonts> {
	const fonts = yield* registerFontsInSteps(texts.map(({ text }) => text));
	const typesetter = createTypesetter(fonts);
	yield;
	return {
		measure: typesetter.measure,
		createPainter: (layout) => createPainter(layout, typesetter),
		glyphWarnings: glyphWarnings(texts, fonts.choose),
	};
}
