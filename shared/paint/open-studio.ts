import type { Warning } from "../core/warning.ts";
import type { ChatLayout } from "../layout/chat-layout.ts";
import type { MeasureText } from "../layout/scene.ts";
import { glyphWarnings } from "./glyph-warnings.ts";
import { openFonts } from "./open-fonts.ts";
import { createPainter, type Painter } from "./painter.ts";
import { createTypesetter } from "./typesetter.ts";

/** The fonts of one conversation, and what is done with them. */
export type Studio = {
	readonly measure: MeasureText;
	readonly createPainter: (layout: ChatLayout) => Painter;
	/** What no font can draw, found in the fonts' own tables. */
	readonly glyphWarnings: readonly Warning[];
};

/** Every text a video shows. Those of the messages are checked glyph by glyph; the others only choose fonts too. */
export type StudioTexts = { readonly messages: readonly string[]; readonly others: readonly string[] };

/** Loads the fonts that the texts need, and no others. Throws DEPENDENCY_ERROR where a font does not load. */
export function openStudio({ messages, others }: StudioTexts): Studio {
	const texts = [...messages, ...others];
	const typesetter = createTypesetter(openFonts(texts));
	return {
		measure: typesetter.measure,
		createPainter: (layout) => createPainter(layout, typesetter),
		glyphWarnings: glyphWarnings(messages, texts),
	};
}
