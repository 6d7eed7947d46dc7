import { isoOf } from "../../core/time.ts";
import { listQueued } from "../queue.ts";
import type { SweepRun } from "./ports.ts";

/** Has the oldest queued jobs rendered. One that has its worker by then is left to it. */
export async function startQueued({ ports, rules, report, hasTime }: SweepRun): Promise<void> {
	if (ports.startRun === null) return;
	const before = isoOf(ports.nowMs() - rules.queuedMs);
	for (const { $id } of await listQueued(ports.rows, { limit: rules.runCount, before })) {
		if (!hasTime()) return;
		await ports.startRun($id);
		report.started.push($id);
	}
}
