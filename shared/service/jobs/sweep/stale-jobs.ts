import { attemptsOf } from "../attempts.ts";
import { JOB_STATE } from "../job.ts";
import { endOf, showEnd } from "../job-end.ts";
import { isLive } from "../lease.ts";
import { QUEUED_AGAIN } from "../requeue.ts";
import { WORKED_ON } from "../states.ts";
import { goOn } from "./lost-attempts.ts";
import type { SweepRun } from "./ports.ts";

/** Rows that say somebody works on their job, and nobody does: a late worker wrote over another's word. */
export async function repairStaleJobs(run: SweepRun): Promise<void> {
	const { ports, rules, report, hasTime } = run;
	const { store, nowMs } = ports;
	const jobs = await store.list("jobs", {
		where: { status: WORKED_ON, updatedAtMs: { before: nowMs() - rules.staleMs } },
		orderBy: "updatedAtMs",
		limit: rules.lostCount,
		fields: JOB_STATE,
	});
	for (const job of jobs) {
		if (!hasTime()) return;
		const { id: jobId } = job;
		if (!(await goOn(run, job))) {
			const attempts = await attemptsOf(store, jobId);
			if (attempts.some((each) => isLive(each, nowMs()))) continue;
		}
		// After the attempts: what ended one of them since the list was made has ended the job too, and is seen here.
		const end = await endOf(store, jobId);
		if (end === null) await queueAgain(run, jobId);
		else if (await showEnd(store, jobId, end)) report.repaired.push(jobId);
	}
}

/** A row that nobody's attempt stands behind. One that is claimed meanwhile gives up, and is queued again by its worker. */
async function queueAgain({ ports, report }: SweepRun, jobId: string): Promise<void> {
	const job = await ports.store.find("jobs", jobId, ["status"]);
	if (job === null || !WORKED_ON.includes(job.status)) return;
	await ports.store.update("jobs", jobId, QUEUED_AGAIN);
	report.requeued.push(jobId);
}
