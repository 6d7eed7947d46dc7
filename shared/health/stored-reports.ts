import type { JsonObject } from "../core/json.ts";
import type { RowStore } from "../service/row-store.ts";
import type { Repaired } from "./repairs.ts";

/** Reports that are kept: a day of one each five minutes. */
const KEPT_REPORTS = 288;
/** So many old rows are removed in a tick, which makes one. */
const TRIMMED = 10;
/** What the column holds. */
const REPORT_CHARACTERS = 200_000;

export async function storeReport(
	store: Pick<RowStore, "create">,
	status: string,
	report: JsonObject,
): Promise<void> {
	const isFit = JSON.stringify(report).length <= REPORT_CHARACTERS;
	await store.create("reports", [{ id: crypto.randomUUID(), status, report: isFit ? report : null }]);
}

/** Removes reports beyond those that are kept, and what probes of the database have left behind. */
export async function trimReports(
	store: Pick<RowStore, "list" | "remove">,
	probes: { readonly status: string; readonly beforeMs: number },
): Promise<Repaired> {
	const few = { limit: TRIMMED, fields: [] };
	const newestFirst = { orderBy: "createdAtMs", isDescending: true, offset: KEPT_REPORTS } as const;
	const old = await store.list("reports", { ...newestFirst, ...few });
	const where = { status: probes.status, createdAtMs: { before: probes.beforeMs } };
	const leftOver = await store.list("reports", { where, ...few });
	for (const { id } of [...old, ...leftOver]) await store.remove("reports", id);
	const done = old.length + leftOver.length;
	return { done, isMore: [old, leftOver].some(({ length }) => length === TRIMMED) };
}
