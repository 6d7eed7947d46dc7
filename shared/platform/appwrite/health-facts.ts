import { type Client, Query, TablesDB } from "node-appwrite";
import type { EndedJob, WaitFacts } from "../../health/judge-jobs.ts";
import { toMonth } from "../../service/quota/months.ts";
import { DATABASE_ID } from "./appwrite-row-store.ts";
import { callOnce } from "./call.ts";

type Row = { readonly $id: string; readonly [column: string]: unknown };
const [RENDERS, ATTEMPTS, MONTHS] = ["renders", "quota_jobs", "quota_months"];
const DELIVERIES = "webhook_deliveries";

/** Enough for the last ten and a busy hour; an error's text may have 100 kB. */
const ENDED_LOOK = 50;
/** A worker writes its progress every 2 s, and a stage that has none takes less. */
const SILENT_MS = 300_000;
/** A lease that ended just now may be its worker's last breath. */
const LEASE_GRACE_MS = 30_000;
/** The code of INVALID_INPUT: such a failure is the maker's own. */
const MAKERS_OWN = '"code":"ERR_001"';

/** What is told of jobs by lists that an index answers, each of one call and few rows. */
export function createHealthFacts(client: Client, nowMs: () => number) {
	const tables = new TablesDB(client);
	const list = (tableId: string, queries: string[]) =>
		callOnce(() => tables.listRows({ databaseId: DATABASE_ID, tableId, queries }));
	const before = (column: string, ageMs: number) =>
		Query.lessThan(column, new Date(nowMs() - ageMs).toISOString());

	const waits = async (tableId: string, filters: string[], since: string): Promise<WaitFacts> => {
		const queries = [...filters, Query.orderAsc(since), Query.limit(1), Query.select(["$id", since])];
		const { total, rows } = await list(tableId, queries);
		const sinceMs = Date.parse(String((rows[0] as Row | undefined)?.[since] ?? ""));
		return { count: total, oldestMs: Number.isNaN(sinceMs) ? null : nowMs() - sinceMs };
	};

	return {
		/** What is spent and reserved of the month, in CPU ms. */
		committedMs: async (): Promise<number> => {
			const { rows } = await list(MONTHS, [Query.equal("$id", [toMonth(nowMs())]), Query.limit(1)]);
			return Number(rows[0]?.["committedMs"] ?? 0);
		},

		/** By the row's last change: nothing writes to one that waits, so that is when it was queued, the last time. */
		queue: () =>
			waits(RENDERS, [Query.equal("status", ["queued"]), Query.equal("target", ["bucket"])], "$updatedAt"),

		webhooks: () => waits(DELIVERIES, [Query.equal("state", ["due"]), before("nextAt", 0)], "nextAt"),

		/** By their leases, and by their rows where no attempt tells: the same jobs, mostly, so not the sum. */
		stuck: async (): Promise<number> => {
			const one = [Query.limit(1), Query.select(["$id"])];
			const [lost, silent] = await Promise.all([
				list(ATTEMPTS, [Query.equal("state", ["reserved"]), before("leaseUntil", LEASE_GRACE_MS), ...one]),
				list(RENDERS, [
					Query.equal("status", ["rendering", "uploading"]),
					before("$updatedAt", SILENT_MS),
					...one,
				]),
			]);
			return Math.max(lost.total, silent.total);
		},

		endedJobs: async (): Promise<readonly EndedJob[]> => {
			const { rows } = await list(RENDERS, [
				Query.equal("status", ["completed", "failed"]),
				Query.orderDesc("$createdAt"),
				Query.limit(ENDED_LOOK),
				Query.select(["$id", "$createdAt", "status", "error"]),
			]);
			return (rows as readonly Row[]).map((row) => ({
				createdMs: Date.parse(String(row["$createdAt"])),
				isFailure: row["status"] === "failed" && !String(row["error"] ?? "").includes(MAKERS_OWN),
			}));
		},
	};
}
