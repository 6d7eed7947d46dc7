import type { JsonObject } from "../../core/json.ts";
import type { EpochMs } from "../../core/time.ts";
import type { RowStore } from "../row-store.ts";

/** Mutual exclusion between executions. */
export type NamedLease = {
	/** By the previous holder. */
	readonly notes: JsonObject;
	/** Ends the lease and leaves notes for the next holder. The lease of a process that dies expires. */
	readonly release: (notes: JsonObject) => Promise<void>;
};

type LeaseOptions = {
	readonly name: string;
	readonly executionId: string;
	readonly untilMs: EpochMs;
	readonly nowMs: () => EpochMs;
};

/** Takes a lease by creating its next row (`<name>.<n>`): one of many wins. Null when another execution holds it. Removes old rows. */
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
	const isCreated = await store.create("leases", [{ id: leaseId, name, n, executionId, untilMs, notes }]);
	// The answer to a successful create may have been lost.
	const isHolder = isCreated || (await store.find("leases", leaseId))?.executionId === executionId;
	if (!isHolder) return null;
	for (const { id } of older) await store.remove("leases", id);
	return {
		notes,
		release: async (next) => {
			await store.update("leases", leaseId, { untilMs: nowMs(), notes: next });
		},
	};
}
