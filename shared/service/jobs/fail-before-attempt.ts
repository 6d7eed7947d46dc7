import type { ChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { JobPorts } from "../job-ports.ts";
import { monthOf } from "../quota/months.ts";
import { endJob } from "./end-job.ts";
import { columnsOfError } from "./error-column.ts";
import type { Job } from "./job.ts";
import { statusAfter } from "./states.ts";

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
	await endJob(store, job, { status: statusAfter(error), owner, columns, attempt: null, month });
	return error;
}
