import type { JsonObject } from "../core/json.ts";
import type { RowStore } from "../service/row-store.ts";
import type { CheckStatus } from "./check.ts";
import type { Repaired } from "./run-repairs.ts";

/** The status of a row of reports in which the check `database` probes. */
export const PROBE_STATUS = "probe";
/** A probe of another cycle that is under way is left alone for so long. */
export const PROBE_AGE_MS = 600_000;

/** Reports that are kept: a day of one each five minutes. */
const KEPT = 288;
/** Old rows that are removed in a cycle, which makes one. */
const TRIMMED = 10;
/** What the column holds. */
const REPORT_CHARACTERS = 200_000;

export async function storeReport(
	store: Pick<RowStore, "create">,
	status: CheckStatus,
	report: JsonObject,
): Promise<void> {
	const isFit = JSON.stringify(report).length <= REPORT_CHARACTERS;
	await store.create("reports", [{ id: crypto.randomUUID(), status, report: isFit ? report : null }]);
}

/** Removes reports beyond those that are kept, and what probes of the database have left behind. */
export async function trimReports(
	store: Pick<RowStore, "list" | "remove">,
	nowMs: number,
): Promise<Repaired> {
	const few = { limit: TRIMMED, fields: [] };
	const newestFirst = { orderBy: "createdAtMs", isDescending: true, offset: KEPT } as const;
	const old = await store.list("reports", { ...newestFirst, ...few });
	const where = { status: PROBE_STATUS, createdAtMs: { before: nowMs - PROBE_AGE_MS } };
	const probes = await store.list("reports", { where, ...few });
	for (const { id } of [...old, ...probes]) await store.remove("reports", id);
	const isMore = [old, probes].some(({ length }) => length === TRIMMED);
	return { done: old.length + probes.length, isMore };
}
