import { type ChatreelError, isKind } from "../../core/errors.ts";
import type { JobPorts } from "../job-ports.ts";
import { type Claim, claimAttempt } from "../jobs/claim.ts";
import { failUntried } from "../jobs/fail-before-attempt.ts";
import type { Job } from "../jobs/job.ts";
import { cancelled, wornOut } from "../jobs/job-errors.ts";
import type { Prepared } from "../quote/prepare.ts";
import { quotedChanges } from "./video-changes.ts";

export type OwnClaim = Extract<Claim, { readonly kind: "claimed" }>;

/** Claims the job's next attempt. Where there is to be none, the job is ended, and this rejects with the reason. */
export async function claimOrEnd(
	job: Job,
	prepared: Prepared,
	ports: JobPorts,
	executionId: string,
): Promise<OwnClaim | { readonly kind: "held" | "ended" }> {
	const { store, limits, timeoutMs, nowMs } = ports;
	const { upperMs: reservedMs, engine, units } = prepared.quote;
	const costUnits = { engine, units };
	const end = (error: ChatreelError) => failUntried(job, error, ports, executionId, quotedChanges(prepared));
	const options = { executionId, limits, reservedMs, costUnits, timeoutMs, nowMs };
	const claim = await claimAttempt(store, job, options).catch(async (thrown) => {
		throw isKind(thrown, "QUOTA_EXCEEDED") ? await end(thrown) : thrown;
	});
	if (claim.kind === "worn out") throw await end(wornOut());
	if (claim.kind === "cancel requested") throw await end(cancelled());
	return claim;
}
