import type { EpochMs } from "../../core/time.ts";
import type { RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";

/** Only the fields that are summed, so that a month of ten thousand attempts stays small. */
const LEDGER_FIELDS = ["createdAtMs", "userId", "state", "reservedMs", "chargedMs"] as const;
export type LedgerRow = Row<"attempts", (typeof LEDGER_FIELDS)[number]>;

const JOB_FIELDS = ["createdAtMs", "userId", "status", "quotedMs", "cpuMs", "durationMs", "error"] as const;
export type JobRow = Row<"jobs", (typeof JOB_FIELDS)[number]>;

/** Appwrite lists at most 5000 rows at once. */
export const LEDGER_PAGE = 1000;

type List = Pick<RowStore, "list">;

/** One page, newest first. `userId` null: of all users. */
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

/** Jobs created between two moments, newest first. `userId` null: of all users. */
export function listNewestJobs(
	{ list }: List,
	{
		fromMs,
		toMs,
		userId,
	}: { readonly fromMs: EpochMs; readonly toMs: EpochMs; readonly userId: string | null },
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
