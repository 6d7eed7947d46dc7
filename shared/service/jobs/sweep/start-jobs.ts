import { readPages } from "../../../core/read-pages.ts";
import type { EpochMs } from "../../../core/time.ts";
import type { Row } from "../../tables.ts";
import { toJobId } from "../job-id.ts";
import { createQueue, type QueueCursor } from "../queue.ts";
import { PAGE, type SweepRun } from "./sweep-ports.ts";

/**
 * Starts executions for requests without a job. Reads requests in the order of their creation, from where the last sweep stopped,
 * with two calls a page. Returns where the next sweep starts: at the oldest request without a job.
 */
export async function startUndelivered(run: SweepRun, notedMs: EpochMs): Promise<EpochMs> {
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
		for (const { id, createdAtMs: madeMs } of await findRequestsWithoutJob(run, requests)) {
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

async function findRequestsWithoutJob(
	{ ports }: SweepRun,
	requests: readonly Request[],
): Promise<readonly Request[]> {
	const ids = await Promise.all(requests.map(({ id }) => toJobId(id)));
	const jobs = await ports.store.list("jobs", { where: { id: ids }, limit: PAGE, fields: [] });
	const known = new Set(jobs.map(({ id }) => id));
	return requests.filter((_, index) => !known.has(ids[index] ?? ""));
}

/**
 * Starts executions for queued jobs, the oldest of each owner in turn, from where the last sweep stopped. A worker that has
 * claimed the job by then keeps it. Returns the last owner.
 */
export async function startQueued(
	{ ports, rules, report, hasTime }: SweepRun,
	noted: QueueCursor,
): Promise<QueueCursor> {
	const cursor = { ...noted };
	if (ports.startRun === null) return cursor;
	const next = createQueue(ports.store, cursor, ports.nowMs() - rules.queuedMs);
	const seen = new Set<string>();
	while (seen.size < rules.runCount && hasTime()) {
		const jobId = await next(seen);
		if (jobId === null) break;
		seen.add(jobId);
		await ports.startRun(jobId);
		report.started.push(jobId);
	}
	return cursor;
}
