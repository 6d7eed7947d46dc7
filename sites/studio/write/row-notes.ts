import type { Warning } from "../../../shared/video/conversation/warning.ts";
import type { EntryTimes } from "../film/messages.ts";
import type { Refusal, ShownFilm } from "../state/film-client.ts";

/** What is said beside a row. */
export type RowNotes = {
	readonly faults: readonly string[];
	readonly warnings: readonly string[];
	readonly times: EntryTimes | null;
	/** The library warns that it stands still for too long, and says where to split it. */
	readonly isLong: boolean;
};

type Noting = { faults: string[]; warnings: string[]; times: EntryTimes | null; isLong: boolean };

/** By the index of the row; what is about no row is under -1. */
export function listRowNotes(film: ShownFilm | null, refusal: Refusal | null): ReadonlyMap<number, RowNotes> {
	const notes = new Map<number, Noting>();
	const at = (row: number) => {
		const known = notes.get(row) ?? { faults: [], warnings: [], times: null, isLong: false };
		notes.set(row, known);
		return known;
	};
	for (const { pointer, message } of refusal?.faults ?? [])
		at(rowOf(pointer, refusal?.rows ?? [])).faults.push(withoutPlace(message));
	if (film === null) return notes;
	for (const warning of film.facts.warnings) {
		if (isAlreadyShown(warning)) continue;
		const row = at(rowOf(warning.pointer ?? "", film.rows));
		row.warnings.push(withoutPlace(warning.message));
		if (warning.code === "LONG_MESSAGE") row.isLong = true;
	}
	for (const times of film.facts.times) {
		const row = film.rows[times.entry];
		if (row !== undefined) at(row).times = times;
	}
	return notes;
}

/** The bar beside the row says it, with the same numbers. */
const isAlreadyShown = ({ code }: Warning) => code === "READING_SPEED";

function rowOf(pointer: string, rows: readonly number[]): number {
	const entry = /^\/messages\/(\d+)/.exec(pointer)?.[1];
	return entry === undefined ? -1 : (rows[Number(entry)] ?? -1);
}

/** The row stands for `messages[3].`. */
function withoutPlace(message: string): string {
	return message.replace(/^messages\[\d+\]\.?(\w[\w.[\]]*)?: ?/, (_, field: string | undefined) =>
		field === undefined ? "" : `${field}: `,
	);
}
