import { ChatreelError } from "../../core/errors.ts";
import { runWhenSlotFree } from "../attempt/run-when-slot-free.ts";
import type { Answer } from "../caller.ts";
import type { Context } from "../context.ts";
import { readOwner } from "../jobs/accept-job.ts";
import { hasEnded } from "../jobs/job.ts";
import { findJob, jobNotFound, toAnswer } from "../jobs/job-answer.ts";
import { isRowId } from "../jobs/job-id.ts";
import { runRow } from "./accept-row.ts";

/** `POST /jobs/:id/run`. Renders a job without a live lease, even one whose event was never delivered. */
export async function runJob(id: string, context: Context): Promise<Answer> {
	const { store } = context;
	const job = await findJob(store, id);
	if (job?.target === "local") {
		throw new ChatreelError(
			"CONFLICT",
			"This job belongs to a command: its video goes to that command's disk.",
		);
	}
	if (job !== null && hasEnded(job)) return toAnswer(job);
	if (job !== null && job.request !== "") return runWhenSlotFree(job, context);
	const rowId = job?.requestId ?? id;
	const row = isRowId(rowId) ? await store.find("requests", rowId) : null;
	if (row === null) throw jobNotFound(id);
	return runRow(row, readOwner(row), context);
}
