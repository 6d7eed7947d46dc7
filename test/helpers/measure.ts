import type { MeasureText } from "../../shared/video/layout/scene.ts";
import type { Machine } from "../../shared/video/machine.ts";
import { isEmoji, splitGraphemes } from "../../shared/video/text/graphemes.ts";

/** A measurer without fonts: every grapheme is 0.6 of the type size wide, an emoji 1.25, and a space 0.3. */
export const measureEvenly: MeasureText = (text, { sizePx }) =>
	sizePx * splitGraphemes(text).reduce((sum, grapheme) => sum + shareOf(grapheme), 0);

/** A machine that measures so, and refuses to draw. */
export const quoteMachine: Pick<Machine, "loadFonts"> = {
	loadFonts: async () => ({
		measure: measureEvenly,
		glyphWarnings: [],
		createPainter: () => {
			throw new Error("A quote draws nothing");
		},
	}),
};

function shareOf(grapheme: string): number {
	if (isEmoji(grapheme)) return 1.25;
	return grapheme.trim() === "" ? 0.3 : 0.6;
}
