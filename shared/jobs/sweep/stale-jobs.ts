import { attemptsOf } from "../attempts.ts";
import { jobOf, RENDERS } from "../job.ts";
import { isLive } from "../lease.ts";
import { QUEUED_AGAIN } from "../requeue.ts";
import { WORKED_ON } from "../states.ts";
import { endOf, repairView } from "../view.ts";
import { goOn } from "./lost-attempts.ts";
import { isoOf, type SweepRun } from "./ports.ts";

/** Rows that say somebody works on their job, and nobody does: a late worker wrote over another's word. */
export async function repairStaleJobs(run: SweepRun): Promise<void> {
	const { ports, rules, report, hasTime } = run;
	const { store, nowMs } = ports;
	const rows = await ports.rows.list(RENDERS, {
		equal: { status: WORKED_ON },
		between: { column: "$updatedAt", before: isoOf(nowMs() - rules.staleMs) },
		orderBy: "$updatedAt",
		limit: rules.lostCount,
		columns: ["status", "attempt", "cancelRequested", "target", "userId"],
	});
	for (const row of rows) {
		if (!hasTime()) return;
		const job = jobOf(row);
		const end = await endOf(store, job.jobId);
		if (end !== null) {
			await repairView(store, job.jobId, end);
			report.repaired.push(job.jobId);
			continue;
		}
		if (await goOn(run, job)) continue;
		const attempts = await attemptsOf(store, job.jobId);
		if (attempts.some((each) => isLive(each, nowMs()))) continue;
		await store.update(RENDERS, job.jobId, QUEUED_AGAIN);
		report.requeued.push(job.jobId);
	}
}
