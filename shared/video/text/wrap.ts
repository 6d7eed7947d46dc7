import { finishSteps, type Steps } from "../../core/steps.ts";
import { breakLinesInSteps, type TextRange } from "./break-lines.ts";

/** The width in px of a line of text in the style that is being wrapped. */
type MeasureLine = (text: string) => number;

/** Breaks a text in one style into lines, by the rules of `breakLinesInSteps`. */
export function wrapText(text: string, maxWidthPx: number, measure: MeasureLine): string[] {
	return finishSteps(wrapTextInSteps(text, maxWidthPx, measure));
}

/** As `wrapText`, in steps of one line. */
export function* wrapTextInSteps(text: string, maxWidthPx: number, measure: MeasureLine): Steps<string[]> {
	const room = { maxWidthPx, measure: ({ from, to }: TextRange) => measure(text.slice(from, to)) };
	const lines = yield* breakLinesInSteps(text, room);
	return lines.map(({ from, to }) => text.slice(from, to));
}
