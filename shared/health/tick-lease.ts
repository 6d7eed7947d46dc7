import type { JsonObject } from "../core/json.ts";
import type { Row } from "../core/rows.ts";

/** The rows of one name in the table `leases`: `<name>.<n>`, taken by creating the next n, which one of many can. */
export type LeaseRows = {
	/** The newest, of whatever n; null before the first. */
	readonly newest: () => Promise<Row | null>;
	/** False where it is there already. */
	readonly create: (rowId: string, columns: JsonObject) => Promise<boolean>;
	readonly update: (rowId: string, columns: JsonObject) => Promise<void>;
};

export type TickLease = { readonly release: () => Promise<void> };

/** Its rows are `health.<n>`. */
export const LEASE_NAME = "health";

/** Takes the lease for `lengthMs`. Null where another holds it, or was quicker. */
export async function takeTickLease(
	rows: LeaseRows,
	owner: string,
	lengthMs: number,
	nowMs: () => number,
): Promise<TickLease | null> {
	const newest = await rows.newest();
	const untilMs = Date.parse(String(newest?.["until"] ?? "")) || 0;
	if (untilMs > nowMs()) return null;
	const rowId = `${LEASE_NAME}.${numberOf(newest) + 1}`;
	const until = new Date(nowMs() + lengthMs).toISOString();
	if (!(await rows.create(rowId, { owner, until }))) return null;
	return { release: () => rows.update(rowId, { until: new Date(nowMs()).toISOString() }) };
}

function numberOf(row: Row | null): number {
	return Number(row?.$id.split(".").at(-1) ?? 0) || 0;
}
