import type { ChatEntry } from "../conversation/chat-entries.ts";
import type { Entering, Spans } from "./entering.ts";
import { toMs } from "./frame-times.ts";
import { timeReactions } from "./reaction-times.ts";

/** What happens to a message that stands there. */
export type ChatEvent = {
	/** The message's place in the list of entries. */
	readonly of: number;
	/** A reaction by its place in the message's list. */
	readonly what:
		| { readonly kind: "reaction"; readonly reaction: number }
		| { readonly kind: "edited" | "deleted" };
	/** Whole ms; null: it has happened before the video starts. */
	readonly atMs: number | null;
	/** The message is deleted by then: it does not happen. */
	readonly isTooLate: boolean;
};

/** Times reactions, edits and deletions: after the message appears or, where it stands there at the start, after that. */
export function timeEvents(
	entries: readonly ChatEntry[],
	entering: Entering,
	spans: Spans,
): readonly ChatEvent[] {
	return entries.flatMap((entry, of): readonly ChatEvent[] => {
		if (entry.kind !== "message") return [];
		const timeAfter = ({ after }: { readonly after: number }) =>
			of < entering.standing && after === 0 ? null : (spans.startsMs[of] ?? 0) + toMs(after);
		const deletedMs = entry.deleted && timeAfter(entry.deleted);
		const add = (what: ChatEvent["what"], atMs: number | null): ChatEvent => {
			const isTooLate = deletedMs !== undefined && (atMs ?? 0) > (deletedMs ?? 0);
			return { of, what, atMs, isTooLate };
		};
		return [
			...(entry.edited ? [add({ kind: "edited" }, timeAfter(entry.edited))] : []),
			...timeReactions(entries, of, entering, spans).map(({ atMs }, reaction) =>
				add({ kind: "reaction", reaction }, atMs),
			),
			...(deletedMs === undefined ? [] : [add({ kind: "deleted" }, deletedMs)]),
		];
	});
}
