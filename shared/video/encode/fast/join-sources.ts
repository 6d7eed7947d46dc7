import type { Move } from "./stream-plan.ts";

/** Where a row of a picture between two references comes from. */
export type RowSource =
	/** It is the same in both. */
	| { readonly kind: "equal" }
	| { readonly kind: "move"; readonly of: "before" | "after"; readonly shiftPx: number }
	| { readonly kind: "mix"; readonly weight: number }
	| { readonly kind: "new" };

/** How a picture is made of two references: rows that move, rows that are mixed, and rows that are new. */
export type BetweenDifference = {
	readonly weight: number | null;
	readonly moves: readonly Move[];
	readonly rows: readonly number[];
};

/** Joins rows to a picture: neighbours that come from the same place are one move. Null if its last row is new. */
export function joinSources(sources: readonly RowSource[]): BetweenDifference | null {
	const weight = chooseWeight(sources);
	const rows: number[] = [];
	const moves: { -readonly [Key in keyof Move]: Move[Key] }[] = [];
	let open: (typeof moves)[number] | null = null;
	for (const [row, source] of sources.entries()) {
		const isNew = source.kind === "new" || (source.kind === "mix" && source.weight !== weight);
		if (isNew) rows.push(row);
		if (isNew || source.kind === "mix" || (source.kind === "equal" && weight !== null)) {
			open = null;
			continue;
		}
		if (source.kind === "equal") {
			// It goes on with a row that stands still, which saves a slice.
			if (open !== null && open.shiftPx === 0) open.toRow = row + 1;
			else open = null;
			continue;
		}
		const { of, shiftPx } = source;
		if (weight === null && of === "after" && shiftPx === 0) open = null;
		else if (open !== null && open.of === of && open.shiftPx === shiftPx) open.toRow = row + 1;
		else {
			open = { fromRow: row, toRow: row + 1, shiftPx, of };
			moves.push(open);
		}
	}
	return rows.at(-1) === sources.length - 1 ? null : { weight, moves, rows };
}

/** That of most rows; null if none is mixed, or if the last row is of one reference, which it is not with a weight. */
function chooseWeight(sources: readonly RowSource[]): number | null {
	const counts = new Map<number, number>();
	for (const source of sources)
		if (source.kind === "mix") counts.set(source.weight, (counts.get(source.weight) ?? 0) + 1);
	const [most] = [...counts].sort(([, a], [, b]) => b - a);
	const last = sources.at(-1);
	const isPossible = last?.kind === "equal" || (last?.kind === "mix" && last.weight === most?.[0]);
	return most !== undefined && isPossible ? most[0] : null;
}
