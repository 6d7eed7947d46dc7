import { readPages } from "../../../core/read-pages.ts";
import type { Row } from "../../tables.ts";
import { jobIdOfRow } from "../job-id.ts";
import { PAGE, type SweepRun } from "./ports.ts";

/**
 * Has those requests rendered that have become no job. They are looked through in the order of their creation, from where the last
 * sweep left off, and each page by two calls. Gives where the next is to begin: at the oldest that is still no job.
 */
export async function startUndelivered(run: SweepRun, notedMs: number): Promise<number> {
	const { ports, rules, report, hasTime } = run;
	const now = ports.nowMs();
	const fromMs = Math.max(notedMs, now - rules.forgottenMs);
	const createdAtMs = { from: fromMs, before: now - rules.undeliveredMs };
	const readPage = (after: string | undefined) =>
		ports.store.list("requests", {
			where: { createdAtMs },
			orderBy: "createdAtMs",
			limit: PAGE,
			fields: ["createdAtMs"],
			after,
		});
	let pages = 0;
	const mayRead = () => pages++ < rules.pageCount && hasTime();
	let oldestOpenMs: number | null = null;
	let lastMs = fromMs;
	for await (const requests of readPages(PAGE, readPage, mayRead)) {
		for (const { id, createdAtMs: madeMs } of await withoutJob(run, requests)) {
			oldestOpenMs ??= madeMs;
			if (ports.startRun === null || report.undelivered.length >= rules.runCount) continue;
			await ports.startRun(id);
			report.undelivered.push(id);
		}
		lastMs = requests.at(-1)?.createdAtMs ?? lastMs;
	}
	return oldestOpenMs ?? lastMs;
}

type Request = Row<"requests", "createdAtMs">;

async function withoutJob({ ports }: SweepRun, requests: readonly Request[]): Promise<readonly Request[]> {
	const ids = await Promise.all(requests.map(({ id }) => jobIdOfRow(id)));
	const jobs = await ports.store.list("jobs", { where: { id: ids }, limit: PAGE, fields: [] });
	const known = new Set(jobs.map(({ id }) => id));
	return requests.filter((_, index) => !known.has(ids[index] ?? ""));
}
