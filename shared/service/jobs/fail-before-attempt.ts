import type { ChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { JobPorts } from "../job-ports.ts";
import { monthOf } from "../quota/months.ts";
import { endJob } from "./end-job.ts";
import { columnsOfError } from "./error-column.ts";
import type { Job } from "./job.ts";
import type { EndStatus } from "./states.ts";

/** Ends a job that no attempt is made of (any more), and gives the reason back to be thrown. */
export async function failUntried(
	job: Job,
	error: ChatreelError,
	{ store, nowMs }: Pick<JobPorts, "store" | "nowMs">,
	owner: string,
	more: JsonObject = {},
): Promise<ChatreelError> {
	const columns = { ...columnsOfError(error), ...more };
	const month = monthOf(nowMs());
	await endJob(store, job, { status: statusOf(error), owner, columns, attempt: null, month });
	return error;
}

/** Skipped is what the budget does not hold; memory and disk have another status. */
function statusOf({ kind, status }: ChatreelError): EndStatus {
	if (kind === "CANCELLED") return "cancelled";
	return kind === "RESOURCE_EXHAUSTED" && status === 429 ? "skipped" : "failed";
}
