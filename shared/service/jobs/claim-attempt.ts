import { type ChatreelError, isKind } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { CpuMs, EpochMs } from "../../core/time.ts";
import { type Reservation, reserve, settle } from "../quota/ledger.ts";
import { toMonth } from "../quota/months.ts";
import type { Limits } from "../quota/operations.ts";
import type { Operation, RowStore } from "../row-store.ts";
import type { Changes } from "../tables.ts";
import { listAttemptIds, listJobAttempts, settleLostAttempt } from "./attempts.ts";
import { failBeforeAttempt, findJobEnd, repairJobEnd, writeJobEnd } from "./end-job.ts";
import type { Job } from "./job.ts";
import { attemptsExhausted, jobCancelled } from "./job-errors.ts";
import { EXPIRY_MARGIN_MS, isHeld, isLive, LEASE_MS } from "./lease.ts";

type ClaimOptions = {
	readonly executionId: string;
	readonly limits: Limits;
	/** The upper bound of the quote. */
	readonly reservedMs: CpuMs;
	/** The units of the quote. */
	readonly costUnits: JsonObject;
	/** Time limit of the execution. */
	readonly timeoutMs: number;
	readonly nowMs: () => EpochMs;
	/** Further changes of the job's row when the job ends here. */
	readonly changes?: Changes<"jobs">;
};

export type Claim =
	| { readonly kind: "claimed"; readonly attempt: number; readonly reservation: Reservation }
	/** Another worker has a live attempt. */
	| { readonly kind: "held" }
	| { readonly kind: "ended" };

/**
 * Claims the next attempt of an accepted job, reserves its CPU and updates the job's row, in one transaction. Settles lost
 * attempts first. When no other attempt is possible (the budget is used up, the attempts are exhausted, or the owner cancelled the
 * job), ends the job and rejects with the reason.
 */
export async function claimAttempt(
	store: RowStore,
	{ id: jobId, userId }: Pick<Job, "id" | "userId">,
	options: ClaimOptions,
): Promise<Claim> {
	const { executionId, limits, reservedMs, costUnits, timeoutMs, nowMs } = options;
	const attempts = await listJobAttempts(store, jobId);
	if (attempts.some((row) => isLive(row, nowMs()))) return { kind: "held" };
	for (const row of attempts.filter(isHeld)) await settleLostAttempt(store, row);
	// After that: a lost worker that wakes has ended the job before its attempt was settled, or cannot end it any more.
	const present = await findJobEnd(store, jobId);
	if (present !== null) {
		await repairJobEnd(store, jobId, present);
		return { kind: "ended" };
	}
	const view = await store.find("jobs", jobId, ["cancelRequested"]);
	const fail = (error: ChatreelError) =>
		failBeforeAttempt({ id: jobId, userId }, error, { store, nowMs }, executionId, options.changes);
	if (view?.cancelRequested) throw await fail(jobCancelled());
	const made = new Set(attempts.map((row) => row.id));
	const ids = listAttemptIds(jobId);
	const next = ids.findIndex((id) => !made.has(id));
	const id = ids[next];
	if (id === undefined) throw await fail(attemptsExhausted());
	const attempt = next + 1;
	const now = nowMs();
	const reservation = { attemptId: id, month: toMonth(now), userId, reservedMs };
	const times = {
		heartbeatAtMs: now,
		leaseUntilMs: now + LEASE_MS,
		expiresAtMs: now + timeoutMs + EXPIRY_MARGIN_MS,
	};
	const updates = [createStartUpdate(jobId, attempt)];
	const claim = { ...reservation, ...times, executionId, limits, costUnits, updates };
	const isMine = await reserve(store, claim).catch(async (thrown) => {
		throw isKind(thrown, "QUOTA_EXCEEDED") ? await fail(thrown) : thrown;
	});
	if (!isMine) return { kind: "held" };
	// A cancel may have ended the job since the first read; then the claim has overwritten its row.
	const end = await findJobEnd(store, jobId);
	if (end === null) return { kind: "claimed", attempt, reservation };
	await settle(store, reservation, 0, "worker");
	await writeJobEnd(store, jobId, end);
	return { kind: "ended" };
}

function createStartUpdate(jobId: string, attempt: number): Operation {
	const progress = { percent: 0, framesDone: 0, etaSeconds: null };
	const values = { status: "rendering" as const, stage: "preflight", attempt, ...progress };
	return { action: "update", table: "jobs", id: jobId, values };
}
