import { finishSteps } from "../../../core/steps.ts";
import type { MeasureText, TextStyle } from "../../scene/scene.ts";
import { breakLinesInSteps, type TextRange } from "../../text/break-lines.ts";
import { findDirection } from "../../text/direction.ts";

type LinesInput = {
	readonly maxWidthPx: number;
	readonly style: TextStyle;
	readonly measure: MeasureText;
};

/** A line, in the direction of its paragraph. */
export type DraftLine = { readonly text: string; readonly direction: "ltr" | "rtl" };

/** The lines of a draft in a text field, at least one. Call it for drafts in their order: what they have in common is broken once. */
export function createDraftLines({
	maxWidthPx,
	style,
	measure,
}: LinesInput): (draft: string) => readonly DraftLine[] {
	let known: { readonly draft: string; readonly ranges: readonly TextRange[] } = { draft: "", ranges: [] };
	return (draft) => {
		const kept = keepLines(known.ranges, countCommon(known.draft, draft));
		const from = known.ranges[kept.length]?.from ?? 0;
		const rest = draft.slice(from);
		const room = {
			maxWidthPx,
			measure: (part: TextRange) => measure(rest.slice(part.from, part.to), style),
		};
		const broken = finishSteps(breakLinesInSteps(rest, room));
		const ranges = [...kept, ...broken.map((each) => ({ from: from + each.from, to: from + each.to }))];
		known = { draft, ranges };
		return ranges.map(({ from, to }, index) => ({
			// Where somebody writes, a space at the end counts.
			text: draft.slice(from, index === ranges.length - 1 ? draft.length : to),
			direction: findDirection(draft.slice(draft.lastIndexOf("\n", from - 1) + 1)),
		}));
	};
}

/** All but the last two that begin in what is common: a letter less may bring a word back to the line before. */
function keepLines(ranges: readonly TextRange[], commonLength: number): readonly TextRange[] {
	const begun = ranges.filter(({ from }) => from <= commonLength).length;
	return ranges.slice(0, Math.max(0, begun - 2));
}

function countCommon(one: string, other: string): number {
	const most = Math.min(one.length, other.length);
	let count = 0;
	while (count < most && one[count] === other[count]) count += 1;
	return count;
}
