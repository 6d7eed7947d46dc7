import type { JsonObject } from "../../core/json.ts";
import type { Row, RowList, RowStore } from "../row-store.ts";
import { jsonOf, numberOf, textOf } from "./job.ts";

/** The table of leases that are no job's, as `appwrite.json` declares it. */
const LEASES = "leases";

/** The right to do something that one at a time is to do, and what was noted by whoever had it before. */
export type NamedLease = {
	readonly notes: JsonObject;
	/** Gives it back with notes for the next. Not called by one that dies: then it ends by itself. */
	readonly release: (notes: JsonObject) => Promise<void>;
};

export type LeaseOptions = {
	readonly name: string;
	/** Whoever takes it, and nobody else. */
	readonly owner: string;
	readonly untilMs: number;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
};

/**
 * Takes a lease by making its next row (`<name>.<n>`), which one of many can. Null where another holds it. The rows before the one it
 * follows are removed.
 */
export async function takeLease(
	store: RowStore,
	rows: RowList,
	{ name, owner, untilMs, nowMs }: LeaseOptions,
): Promise<NamedLease | null> {
	const found = await rows.list(LEASES, {
		equal: { name: [name] },
		orderBy: "n",
		isDescending: true,
		limit: 5,
	});
	const [last, ...older] = found;
	if (last !== undefined && isHeld(last, nowMs())) return null;
	const n = (last === undefined ? 0 : (numberOf(last, "n") ?? 0)) + 1;
	const rowId = `${name}.${n}`;
	const notes = last === undefined ? {} : (jsonOf(last, "notes") ?? {});
	const until = new Date(untilMs).toISOString();
	const isMade = await store.create(LEASES, rowId, { name, n, owner, until, notes: JSON.stringify(notes) });
	// Its answer may have been lost.
	const isOwn = isMade || (await store.find(LEASES, rowId))?.["owner"] === owner;
	if (!isOwn) return null;
	for (const { $id } of older) await rows.remove(LEASES, $id);
	return {
		notes,
		release: async (next) => {
			const now = new Date(nowMs()).toISOString();
			await store.update(LEASES, rowId, { until: now, notes: JSON.stringify(next) });
		},
	};
}

const isHeld = (row: Row, nowMs: number) => Date.parse(textOf(row, "until") ?? "") > nowMs;
