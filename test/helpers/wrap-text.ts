import { finishSteps } from "../../shared/core/steps.ts";
import { breakLinesInSteps, type TextRange } from "../../shared/video/text/break-lines.ts";

/** Breaks a text in one style into lines. `measure` gives the width in px of a line of text. */
export function wrapText(text: string, maxWidthPx: number, measure: (text: string) => number): string[] {
	const room = { maxWidthPx, measure: ({ from, to }: TextRange) => measure(text.slice(from, to)) };
	return finishSteps(breakLinesInSteps(text, room)).map(({ from, to }) => text.slice(from, to));
}
