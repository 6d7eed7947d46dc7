import { curlQuotes } from "../text/smart-quotes.ts";
import type { Look } from "../themes/look.ts";
import type { EntryContent } from "./entry-content.ts";

/** The messages as the look shows them: with curly quotes, if it has them. */
export function curlEntries(
	entries: ReadonlyMap<number, EntryContent>,
	{ smartQuotes, locale }: Pick<Look, "smartQuotes" | "locale">,
): ReadonlyMap<number, EntryContent> {
	if (!smartQuotes) return entries;
	const curl = (entry: EntryContent): EntryContent => {
		const text = curlQuotes(entry.text, locale);
		if (entry.kind === "line") return { ...entry, text };
		return {
			...entry,
			text,
			editedText: entry.editedText === null ? null : curlQuotes(entry.editedText, locale),
		};
	};
	return new Map(Array.from(entries, ([index, entry]) => [index, curl(entry)]));
}
