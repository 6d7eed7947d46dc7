import type { JsonObject } from "../../core/json.ts";
import type { Row } from "../row-store.ts";
import { isEnd, type Status } from "./states.ts";

/** The tables of jobs, as `appwrite.json` declares them. */
export const RENDERS = "renders";
export const REQUESTS = "render_requests";
export const JOB_ENDS = "job_ends";

/** A job as its row in `renders` holds it: the view for people. Who works on it is in the attempt's row. */
export type Job = {
	readonly jobId: string;
	/** Null: nobody's, for service callers alone. */
	readonly userId: string | null;
	readonly status: Status;
	/** The request as it was accepted, JSON. */
	readonly request: string;
	readonly requestHash: string;
	readonly row: Row;
};

export function jobOf(row: Row): Job {
	return {
		jobId: row.$id,
		userId: textOf(row, "userId"),
		status: row["status"] as Status,
		request: textOf(row, "request") ?? "",
		requestHash: textOf(row, "requestHash") ?? "",
		row,
	};
}

export function hasEnded({ status }: Pick<Job, "status">): boolean {
	return isEnd(status);
}

export function textOf(row: Row, column: string): string | null {
	const value = row[column];
	return typeof value === "string" && value !== "" ? value : null;
}

export function numberOf(row: Row, column: string): number | null {
	const value = row[column];
	return typeof value === "number" ? value : null;
}

/** What a column of JSON text holds; null where it is empty. */
export function jsonOf(row: Row, column: string): JsonObject | null {
	const text = textOf(row, column);
	return text === null ? null : JSON.parse(text);
}
