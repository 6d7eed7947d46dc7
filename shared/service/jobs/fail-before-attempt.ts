import type { ChatreelError } from "../../core/errors.ts";
import type { Context } from "../context.ts";
import { monthOf } from "../quota/months.ts";
import type { Changes } from "../tables.ts";
import { endJob } from "./end-job.ts";
import type { Job } from "./job.ts";
import { statusAfter } from "./states.ts";

/** Ends a job that no attempt is made of (any more), and gives the reason back to be thrown. */
export async function failUntried(
	job: Pick<Job, "id" | "userId">,
	error: ChatreelError,
	{ store, nowMs }: Pick<Context, "store" | "nowMs">,
	executionId: string,
	more: Changes<"jobs"> = {},
): Promise<ChatreelError> {
	const changes = { error, ...more };
	const month = monthOf(nowMs());
	await endJob(store, job, { status: statusAfter(error), executionId, changes, attempt: null, month });
	return error;
}
