import { JOB_STATE } from "../job.ts";
import { goOn } from "./lost-attempts.ts";
import type { SweepRun } from "./ports.ts";

/** Queued jobs that wait for nobody: those of commands that were stopped before they began. */
export async function endAbandoned(run: SweepRun): Promise<void> {
	const { ports, rules, hasTime } = run;
	const createdAtMs = { before: ports.nowMs() - rules.undeliveredMs };
	const jobs = await ports.store.list("jobs", {
		where: { status: "queued", target: "local", createdAtMs },
		orderBy: "createdAtMs",
		limit: rules.lostCount,
		fields: JOB_STATE,
	});
	for (const job of jobs) if (hasTime()) await goOn(run, job);
}
