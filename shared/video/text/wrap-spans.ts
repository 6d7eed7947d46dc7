import { finishSteps, type Steps } from "../../core/steps.ts";
import type { MeasureText, Span } from "../scene/scene.ts";
import { breakLinesInSteps, type TextRange } from "./break-lines.ts";

type WrapOptions = {
	readonly maxWidthPx: number;
	readonly measure: MeasureText;
	/** Wanted behind the end of the last line, as for a time. Default: 0. */
	readonly lastLineSparePx?: number;
};

/** A line without the spaces at its end. An empty line has no spans. */
type SpanLine = { readonly spans: readonly Span[]; readonly widthPx: number };

export type WrappedSpans = {
	/** At least one. */
	readonly lines: readonly SpanLine[];
	/** Whether `lastLineSparePx` fits behind the last line. If not, it needs a line of its own. */
	readonly spareFits: boolean;
};

/**
 * Breaks spans into lines by the rules of `breakLinesInSteps`, which see the whole text: a change of style is no place to break. A
 * span is measured and set by itself, so letters of two spans are neither kerned nor joined. Neighbours that look alike are one span.
 */
export function wrapSpans(spans: readonly Span[], options: WrapOptions): WrappedSpans {
	return finishSteps(wrapSpansInSteps(spans, options));
}

/** As `wrapSpans`, in steps of one line. */
export function* wrapSpansInSteps(
	spans: readonly Span[],
	{ maxWidthPx, measure, lastLineSparePx = 0 }: WrapOptions,
): Steps<WrappedSpans> {
	const joined = joinAlike(spans);
	const text = joined.map((span) => span.text).join("");
	const widthOf = (line: readonly Span[]) =>
		line.reduce((sum, span) => sum + measure(span.text, span.style), 0);
	const room = { maxWidthPx, measure: (part: TextRange) => widthOf(cutSpans(joined, part)) };
	const ranges = yield* breakLinesInSteps(text, room);
	const lines = ranges.map((range) => {
		const line = cutSpans(joined, range);
		return { spans: line, widthPx: widthOf(line) };
	});
	return { lines, spareFits: (lines.at(-1)?.widthPx ?? 0) + lastLineSparePx <= maxWidthPx };
}

function joinAlike(spans: readonly Span[]): readonly Span[] {
	const joined: Span[] = [];
	for (const span of spans) {
		const before = joined.at(-1);
		if (before !== undefined && isAlike(before, span))
			joined[joined.length - 1] = { ...before, text: before.text + span.text };
		else joined.push(span);
	}
	return joined;
}

function isAlike(one: Span, other: Span): boolean {
	return (
		one.style.sizePx === other.style.sizePx &&
		one.style.weight === other.style.weight &&
		(one.style.trackingPx ?? 0) === (other.style.trackingPx ?? 0) &&
		one.style.isItalic === other.style.isItalic &&
		one.style.isCode === other.style.isCode &&
		one.isUnderlined === other.isUnderlined &&
		one.isStruck === other.isStruck &&
		one.paint === other.paint
	);
}

/** What of the spans lies in a range of their text. */
function cutSpans(spans: readonly Span[], { from, to }: TextRange): readonly Span[] {
	const parts: Span[] = [];
	let start = 0;
	for (const span of spans) {
		const text = span.text.slice(Math.max(0, from - start), Math.max(0, to - start));
		if (text !== "") parts.push({ ...span, text });
		start += span.text.length;
	}
	return parts;
}
