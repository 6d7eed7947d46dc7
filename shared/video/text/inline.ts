import type { TextRange } from "./break-lines.ts";
import { findLinks } from "./find-links.ts";
import { findCode, findStyles, type Markup } from "./find-markup.ts";
import { findMentions } from "./find-mentions.ts";

/** What of a text may stand out. */
export type InlineRules = {
	/** Whom `@` may call. */
	readonly names: readonly string[];
	/** `@` itself is not shown. */
	readonly hidesSign: boolean;
	/** Bold, italic, struck and code are shown without their marks. */
	readonly hasMarkup: boolean;
};

/** A part of what a text shows, all of which looks alike. */
export type InlineRun = { readonly text: string; readonly looks: ReadonlySet<InlineLook> };

export type InlineLook = "link" | "mention" | Markup["kind"];

/** Cuts a text where its look changes. Together the runs are what is shown of it: all but hidden signs. */
export function cutInline(text: string, rules: InlineRules): readonly InlineRun[] {
	const marked = findMarked(text, rules);
	if (marked.length === 0) return text === "" ? [] : [{ text, looks: new Set() }];
	const hidden = marked.flatMap(({ from, to, inner }) => [
		{ from, to: inner.from },
		{ from: inner.to, to },
	]);
	const places = [
		0,
		text.length,
		...marked.flatMap(({ from, to, inner }) => [from, to, inner.from, inner.to]),
	];
	const edges = [...new Set(places)].toSorted((a, b) => a - b);
	return edges.slice(0, -1).flatMap((from, index): readonly InlineRun[] => {
		const to = edges[index + 1] ?? text.length;
		if (hidden.some((part) => isWithin(from, part))) return [];
		const looks = marked.filter(({ inner }) => isWithin(from, inner)).map(({ look }) => look);
		return [{ text: text.slice(from, to), looks: new Set(looks) }];
	});
}

/** A part of a text with a look, and what of it is shown. */
type Marked = TextRange & { readonly look: InlineLook; readonly inner: TextRange };

/** In code nothing else is looked for, nor is a mark in an address. */
function findMarked(text: string, { names, hidesSign, hasMarkup }: InlineRules): readonly Marked[] {
	const code = hasMarkup ? findCode(text) : [];
	const links = without(findLinks(text), code);
	const mentions = without(findMentions(text, names), [...code, ...links]);
	const styles = hasMarkup ? findStyles(text, [...code, ...links, ...mentions]) : [];
	return [
		...links.map((range): Marked => ({ ...range, look: "link", inner: range })),
		...mentions.map(({ from, to }): Marked => {
			const inner = { from: hidesSign ? from + 1 : from, to };
			return { from, to, look: "mention", inner };
		}),
		...[...code, ...styles].map(({ kind, from, to, markLength }): Marked => {
			const inner = { from: from + markLength, to: to - markLength };
			return { from, to, look: kind, inner };
		}),
	];
}

function without(ranges: readonly TextRange[], others: readonly TextRange[]): readonly TextRange[] {
	return ranges.filter(({ from, to }) => !others.some((other) => other.from < to && from < other.to));
}

const isWithin = (at: number, { from, to }: TextRange) => at >= from && at < to;
