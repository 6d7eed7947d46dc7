import { readAll } from "../../core/read-pages.ts";
import type { RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";

/** Of an attempt only what is added up, so that a month of ten thousand stays small. */
const LEDGER_FIELDS = ["createdAtMs", "userId", "state", "reservedMs", "chargedMs"] as const;
export type LedgerRow = Row<"attempts", (typeof LEDGER_FIELDS)[number]>;

const JOB_FIELDS = ["createdAtMs", "userId", "status", "quotedMs", "cpuMs", "durationMs", "error"] as const;
export type JobRow = Row<"jobs", (typeof JOB_FIELDS)[number]>;

/** Rows of a page: Appwrite lists at most 5000 at once, and these are small. */
export const LEDGER_PAGE = 1000;

type List = Pick<RowStore, "list">;

/** Every row of the ledger of a month, in the order in which they were made: one made meanwhile is on the last page. */
export function listAttempts({ list }: List, month: string): Promise<readonly LedgerRow[]> {
	return readAll(LEDGER_PAGE, (after) =>
		list("attempts", { where: { month }, limit: LEDGER_PAGE, fields: LEDGER_FIELDS, after }),
	);
}

/** Every user's counters of a month. */
export function listUserMonths({ list }: List, month: string): Promise<readonly Row<"userMonths">[]> {
	return readAll(LEDGER_PAGE, (after) => list("userMonths", { where: { month }, limit: LEDGER_PAGE, after }));
}

/** A page of a month's ledger, the newest first; `userId` null: everybody's. */
export function listNewestAttempts(
	{ list }: List,
	{ month, userId }: { readonly month: string; readonly userId: string | null },
	limit: number,
	after?: string,
): Promise<readonly LedgerRow[]> {
	return list("attempts", {
		where: userId === null ? { month } : { month, userId },
		orderBy: "createdAtMs",
		isDescending: true,
		limit,
		fields: LEDGER_FIELDS,
		after,
	});
}

/** The newest jobs that were made within these moments, the newest first; `userId` null: everybody's. */
export function listNewestJobs(
	{ list }: List,
	{
		fromMs,
		toMs,
		userId,
	}: { readonly fromMs: number; readonly toMs: number; readonly userId: string | null },
	limit: number,
): Promise<readonly JobRow[]> {
	const createdAtMs = { from: fromMs, before: toMs };
	return list("jobs", {
		where: userId === null ? { createdAtMs } : { createdAtMs, userId },
		orderBy: "createdAtMs",
		isDescending: true,
		limit,
		fields: JOB_FIELDS,
	});
}
