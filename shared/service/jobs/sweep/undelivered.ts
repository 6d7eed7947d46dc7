import { isoOf } from "../../../core/time.ts";
import type { Row } from "../../row-store.ts";
import { RENDERS, REQUESTS } from "../job.ts";
import { jobIdOfRow } from "../job-id.ts";
import { PAGE, type SweepRun } from "./ports.ts";

/**
 * Has those requests rendered that have become no job. They are looked through in the order of their creation, from where the last
 * sweep left off, and each page by two calls. Gives where the next is to begin: at the oldest that is still no job.
 */
export async function startUndelivered(run: SweepRun, noted: string): Promise<string> {
	const { ports, rules, report, hasTime } = run;
	const now = ports.nowMs();
	const floor = isoOf(now - rules.forgottenMs);
	const from = noted > floor ? noted : floor;
	const between = { column: "$createdAt", from, before: isoOf(now - rules.undeliveredMs) };
	let oldestOpen: string | null = null;
	let last: Row | undefined;
	for (let page = 0; page < rules.pageCount && hasTime(); page++) {
		const rows: readonly Row[] = await ports.rows.list(REQUESTS, {
			...{ between, orderBy: "$createdAt", limit: PAGE, columns: ["$createdAt"] },
			after: last?.$id,
		});
		for (const row of await withoutJob(run, rows)) {
			oldestOpen ??= createdAt(row);
			if (ports.startRun === null || report.undelivered.length >= rules.runCount) continue;
			await ports.startRun(row.$id);
			report.undelivered.push(row.$id);
		}
		last = rows.at(-1) ?? last;
		if (rows.length < PAGE) break;
	}
	return oldestOpen ?? (last === undefined ? from : createdAt(last));
}

async function withoutJob({ ports }: SweepRun, rows: readonly Row[]): Promise<readonly Row[]> {
	const ids = await Promise.all(rows.map(({ $id }) => jobIdOfRow($id)));
	const jobs = new Set((await ports.store.findAll(RENDERS, ids, [])).map(({ $id }) => $id));
	return rows.filter((_, index) => !jobs.has(ids[index] ?? ""));
}

const createdAt = (row: Row) => isoOf(Date.parse(String(row["$createdAt"])));
