import { type ChatreelError, isKind } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { type Reservation, reserve, settle } from "../quota/ledger.ts";
import { monthOf } from "../quota/months.ts";
import type { Limits } from "../quota/operations.ts";
import type { Operation, RowStore } from "../row-store.ts";
import type { Changes } from "../tables.ts";
import { attemptIds, attemptsOf } from "./attempts.ts";
import { failUntried } from "./fail-before-attempt.ts";
import type { Job } from "./job.ts";
import { endOf, repairView, showEnd } from "./job-end.ts";
import { cancelled, wornOut } from "./job-errors.ts";
import { EXPIRY_MARGIN_MS, isHeld, isLive, LEASE_MS } from "./lease.ts";
import { settleLost } from "./lost-attempt.ts";

export type ClaimOptions = {
	/** This execution. */
	readonly executionId: string;
	readonly limits: Limits;
	/** CPU ms to reserve: the quote's upper bound. */
	readonly reservedMs: number;
	/** What the quote was made of. */
	readonly costUnits: JsonObject;
	/** How long the execution may take in all, in ms. */
	readonly timeoutMs: number;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
	/** What the job's row says too when there is no next attempt. */
	readonly changes?: Changes<"jobs">;
};

export type Claim =
	| { readonly kind: "claimed"; readonly attempt: number; readonly reservation: Reservation }
	/** Another works on it. */
	| { readonly kind: "held" }
	/** It has its end. */
	| { readonly kind: "ended" };

/**
 * Claims the next attempt of an accepted job and reserves its CPU, and says so in the job's row, in one transaction. Settles lost
 * attempts first. When the job may have no other attempt (the budget is used up, the attempts are exhausted, or the owner
 * cancelled it), ends the job and rejects with the reason.
 */
export async function claimAttempt(
	store: RowStore,
	{ id: jobId, userId }: Pick<Job, "id" | "userId">,
	options: ClaimOptions,
): Promise<Claim> {
	const { executionId, limits, reservedMs, costUnits, timeoutMs, nowMs } = options;
	const attempts = await attemptsOf(store, jobId);
	if (attempts.some((row) => isLive(row, nowMs()))) return { kind: "held" };
	// After the attempts: one that ended the job between the two looks was live in the first, or its end is seen in the second.
	const present = await endOf(store, jobId);
	if (present !== null) {
		await showEnd(store, jobId, present);
		return { kind: "ended" };
	}
	for (const row of attempts.filter(isHeld)) await settleLost(store, row);
	const view = await store.find("jobs", jobId, ["cancelRequested"]);
	const fail = (error: ChatreelError) =>
		failUntried({ id: jobId, userId }, error, { store, nowMs }, executionId, options.changes);
	if (view?.cancelRequested) throw await fail(cancelled());
	const made = new Set(attempts.map((row) => row.id));
	const ids = attemptIds(jobId);
	const next = ids.findIndex((id) => !made.has(id));
	const id = ids[next];
	if (id === undefined) throw await fail(wornOut());
	const attempt = next + 1;
	const now = nowMs();
	const reservation = { attemptId: id, month: monthOf(now), userId, reservedMs };
	const times = {
		heartbeatAtMs: now,
		leaseUntilMs: now + LEASE_MS,
		expiresAtMs: now + timeoutMs + EXPIRY_MARGIN_MS,
	};
	const updates = [began(jobId, attempt)];
	const claim = { ...reservation, ...times, executionId, limits, costUnits, updates };
	const isMine = await reserve(store, claim).catch(async (thrown) => {
		throw isKind(thrown, "QUOTA_EXCEEDED") ? await fail(thrown) : thrown;
	});
	if (!isMine) return { kind: "held" };
	// It may have been cancelled since the first look: then this has written over its end.
	const end = await endOf(store, jobId);
	if (end === null) return { kind: "claimed", attempt, reservation };
	await settle(store, reservation, 0, "worker");
	await repairView(store, jobId, end);
	return { kind: "ended" };
}

function began(jobId: string, attempt: number): Operation {
	const progress = { percent: 0, framesDone: 0, etaSeconds: null };
	const values = { status: "rendering" as const, stage: "preflight", attempt, ...progress };
	return { action: "update", table: "jobs", id: jobId, values };
}
