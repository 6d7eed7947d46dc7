import type { JsonObject } from "../../core/json.ts";
import type { RowStore } from "../row-store.ts";

/** The right to do something that one at a time is to do, and what was noted by whoever had it before. */
export type NamedLease = {
	readonly notes: JsonObject;
	/** Gives it back with notes for the next. Not called by one that dies: then it ends by itself. */
	readonly release: (notes: JsonObject) => Promise<void>;
};

export type LeaseOptions = {
	readonly name: string;
	/** Whoever takes it, and nobody else. */
	readonly executionId: string;
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
	{ name, executionId, untilMs, nowMs }: LeaseOptions,
): Promise<NamedLease | null> {
	const found = await store.list("leases", {
		where: { name },
		orderBy: "n",
		isDescending: true,
		limit: 5,
	});
	const [last, ...older] = found;
	if ((last?.untilMs ?? 0) > nowMs()) return null;
	const n = (last?.n ?? 0) + 1;
	const leaseId = `${name}.${n}`;
	const notes = last?.notes ?? {};
	const isMade = await store.create("leases", [{ id: leaseId, name, n, executionId, untilMs, notes }]);
	// Its answer may have been lost.
	const isOwn = isMade || (await store.find("leases", leaseId))?.executionId === executionId;
	if (!isOwn) return null;
	for (const { id } of older) await store.remove("leases", id);
	return {
		notes,
		release: async (next) => {
			await store.update("leases", leaseId, { untilMs: nowMs(), notes: next });
		},
	};
}
