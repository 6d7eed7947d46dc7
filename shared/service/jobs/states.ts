import type { ErrorKind } from "../../core/errors.ts";

/** How a job can stand. The last four are ends: a job has one, and stays in it. */
export type Status = "queued" | "rendering" | "uploading" | EndStatus;
export type EndStatus = "completed" | "failed" | "cancelled" | "skipped";

/**
 * Where a job may go from each state. `queued` is left by a claim; it is come back to when an attempt was lost or ran out of
 * time. It ends `skipped` where the budget does not hold it, and `failed` where its plan is refused.
 */
export const TRANSITIONS: Readonly<Record<Status, readonly Status[]>> = {
	queued: ["rendering", "failed", "cancelled", "skipped"],
	rendering: ["uploading", "queued", "completed", "failed", "cancelled"],
	uploading: ["queued", "completed", "failed", "cancelled"],
	completed: [],
	failed: [],
	cancelled: [],
	skipped: [],
};

/** The states in which somebody works on a job, or has been lost while they did. */
export const WORKED_ON: readonly Status[] = ["rendering", "uploading"];

export function mayBecome(from: Status, to: Status): boolean {
	return TRANSITIONS[from].includes(to);
}

export function isEnd(status: Status): status is EndStatus {
	return TRANSITIONS[status].length === 0;
}

/** How what failed before it was begun ends. */
export function statusAfter({ kind }: { readonly kind: ErrorKind }): "cancelled" | "skipped" | "failed" {
	if (kind === "CANCELLED") return "cancelled";
	return kind === "QUOTA_EXCEEDED" ? "skipped" : "failed";
}
