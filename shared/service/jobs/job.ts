import type { Row } from "../tables.ts";
import { isEnd } from "./states.ts";

export type Job = Row<"jobs">;

/** The fields that decide what happens next to a job. */
export const JOB_STATE = ["status", "cancelRequested", "target", "userId"] as const;
export type JobState = Row<"jobs", (typeof JOB_STATE)[number]>;

export function hasEnded({ status }: Pick<Job, "status">): boolean {
	return isEnd(status);
}
