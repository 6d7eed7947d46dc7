import { isoOf } from "../../../core/time.ts";
import { jobOf, RENDERS } from "../job.ts";
import { goOn } from "./lost-attempts.ts";
import type { SweepRun } from "./ports.ts";

/** Queued jobs that wait for nobody: those of commands that were stopped before they began. */
export async function endAbandoned(run: SweepRun): Promise<void> {
	const { ports, rules, hasTime } = run;
	const before = isoOf(ports.nowMs() - rules.undeliveredMs);
	const rows = await ports.rows.list(RENDERS, {
		equal: { status: ["queued"], target: ["local"] },
		between: { column: "$createdAt", before },
		orderBy: "$createdAt",
		limit: rules.lostCount,
		columns: ["status", "attempt", "cancelRequested", "target", "userId"],
	});
	for (const row of rows) if (hasTime()) await goOn(run, jobOf(row));
}
