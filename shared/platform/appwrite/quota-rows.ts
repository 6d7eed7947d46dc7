import { type Client, Query, TablesDB } from "node-appwrite";
import { JOB_ENDS, RENDERS } from "../../service/jobs/job.ts";
import { readCostUnits } from "../../service/quota/cost-units.ts";
import type { Measured, QuotaReader } from "../../service/quota/reader.ts";
import { ATTEMPTS, USERS } from "../../service/quota/tables.ts";
import type { Row } from "../../service/row-store.ts";
import { call } from "./call.ts";

const DATABASE_ID = "chatreel";
/** Rows of a page: Appwrite lists at most 5000 at once, and these are small. */
const PAGE = 1000;
/** Attempts of a page for calibration; their jobs' ends are read by one list, which takes 100 ids (Appwrite: Queries). */
const MEASURED = 100;
/** Failed attempts teach nothing: while fewer than so many made their video, older ones are looked at too, but not for ever. */
const ENOUGH_MEASURED = 50;
const MEASURED_PAGES = 5;

const LEDGER = ["$id", "$createdAt", "userId", "state", "reservedMs", "chargedMs"];
const JOB = ["$id", "$createdAt", "userId", "status", "quotedMs", "cpuMs", "durationMs", "attempt", "error"];

/** The lists of the ledger, over the SDK. */
export function createQuotaReader(client: Client): QuotaReader {
	const tables = new TablesDB(client);
	const list = async (tableId: string, queries: string[]): Promise<readonly Row[]> => {
		const place = { databaseId: DATABASE_ID, tableId };
		const { rows } = await call(() => tables.listRows({ ...place, queries, total: false }));
		return rows as readonly Row[];
	};
	/** In the order in which they were made, so that one made meanwhile is on the last page. */
	const listAll = async (tableId: string, queries: string[]): Promise<readonly Row[]> => {
		const rows: Row[] = [];
		for (;;) {
			const last = rows.at(-1);
			const cursor = last === undefined ? [] : [Query.cursorAfter(last.$id)];
			const page = await list(tableId, [...queries, ...cursor, Query.limit(PAGE)]);
			rows.push(...page);
			if (page.length < PAGE) return rows;
		}
	};
	const ofUser = (userId: string | null) => (userId === null ? [] : [Query.equal("userId", [userId])]);
	return {
		allAttempts: (month) => listAll(ATTEMPTS, [Query.equal("month", [month]), Query.select(LEDGER)]),
		allUsers: (month) => listAll(USERS, [Query.equal("month", [month])]),
		newestAttempts: async (month, userId, limit) => {
			const queries = [...ofUser(userId), Query.equal("month", [month]), Query.select(LEDGER)];
			return list(ATTEMPTS, [...queries, Query.orderDesc("$createdAt"), Query.limit(limit)]);
		},
		newestJobs: async ({ from, to }, userId, limit) => {
			const between = [Query.greaterThanEqual("$createdAt", from), Query.lessThan("$createdAt", to)];
			const queries = [...ofUser(userId), ...between, Query.select(JOB)];
			return list(RENDERS, [...queries, Query.orderDesc("$createdAt"), Query.limit(limit)]);
		},
		lastMeasured: async () => {
			const found: OfJob[] = [];
			const completed = new Set<string>();
			let last: string | undefined;
			for (let page = 0; page < MEASURED_PAGES; page++) {
				const attempts = await list(ATTEMPTS, [
					...[Query.equal("state", ["settled"]), Query.isNotNull("costUnits")],
					...[Query.orderDesc("$updatedAt"), Query.limit(MEASURED)],
					...(last === undefined ? [] : [Query.cursorAfter(last)]),
				]);
				const ofPage = attempts.flatMap((row) => measuredOf(row) ?? []);
				const ids = [...new Set(ofPage.map(({ jobId }) => jobId))];
				const ends = ids.length === 0 ? [] : await list(JOB_ENDS, withIds(ids));
				for (const { $id, status } of ends) if (status === "completed") completed.add($id);
				found.push(...ofPage);
				last = attempts.at(-1)?.$id;
				const taught = found.filter(({ jobId }) => completed.has(jobId));
				if (taught.length >= ENOUGH_MEASURED || attempts.length < MEASURED) break;
			}
			return wholeVideos(found, completed);
		},
	};
}

const withIds = (ids: string[]) => [Query.equal("$id", ids), Query.limit(ids.length)];

/** Only the last attempt of a job that was completed made a whole video. */
function wholeVideos(found: readonly OfJob[], completed: ReadonlySet<string>): readonly Measured[] {
	const lastOf = (jobId: string) =>
		Math.max(...found.filter((each) => each.jobId === jobId).map(({ attempt }) => attempt));
	return found
		.filter(({ jobId, attempt }) => completed.has(jobId) && attempt === lastOf(jobId))
		.slice(0, MEASURED)
		.map(({ engine, units, cpuMs }) => ({ engine, units, cpuMs }));
}

type OfJob = Measured & { readonly jobId: string; readonly attempt: number };

function measuredOf(row: Row): OfJob | null {
	const [, jobId = "", attempt = ""] = /^(.+)\.(\d+)$/.exec(row.$id) ?? [];
	const costUnits = readCostUnits(row["costUnits"]);
	const cpuMs = Number(row["chargedMs"] ?? 0);
	if (costUnits === null || jobId === "" || cpuMs <= 0) return null;
	return { ...costUnits, cpuMs, jobId, attempt: Number(attempt) };
}
