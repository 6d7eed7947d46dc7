import type { ErrorKind } from "../../core/errors.ts";

/** A job stays in its end. */
export type Status = "queued" | "rendering" | "uploading" | EndStatus;
export type EndStatus = "completed" | "failed" | "cancelled" | "skipped";

/**
 * A claim leaves `queued`; a lost or timed out attempt returns to it. When a claim finds a lost attempt before a sweep does, the
 * job goes on from the state of that attempt. A job ends `skipped` when the budget is too small, and `failed` when its plan is
 * refused.
 */
export const TRANSITIONS: Readonly<Record<Status, readonly Status[]>> = {
	queued: ["rendering", "failed", "cancelled", "skipped"],
	rendering: ["uploading", "queued", "completed", "failed", "cancelled", "skipped"],
	uploading: ["rendering", "queued", "completed", "failed", "cancelled", "skipped"],
	completed: [],
	failed: [],
	cancelled: [],
	skipped: [],
};

/** A worker has the job, or was lost with it. */
export const IN_PROGRESS: readonly Status[] = ["rendering", "uploading"];

export function mayBecome(from: Status, to: Status): boolean {
	return TRANSITIONS[from].includes(to);
}

export function isEnd(status: Status): status is EndStatus {
	return TRANSITIONS[status].length === 0;
}

/** The end of a job that fails before an attempt. */
export function toEndStatus({ kind }: { readonly kind: ErrorKind }): "cancelled" | "skipped" | "failed" {
	if (kind === "CANCELLED") return "cancelled";
	return kind === "QUOTA_EXCEEDED" ? "skipped" : "failed";
}
