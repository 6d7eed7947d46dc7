import type { JsonObject } from "../../core/json.ts";
import { type Reservation, reserve, settle } from "../quota/ledger.ts";
import { monthOf } from "../quota/months.ts";
import type { Limits } from "../quota/operations.ts";
import type { Operation, RowStore } from "../row-store.ts";
import { attemptIds, attemptsOf } from "./attempts.ts";
import type { Job } from "./job.ts";
import { endOf, repairView, showEnd } from "./job-end.ts";
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
};

export type Claim =
	| { readonly kind: "claimed"; readonly attempt: number; readonly reservation: Reservation }
	/** Another works on it. */
	| { readonly kind: "held" }
	/** It has its end. */
	| { readonly kind: "ended" }
	/** Its owner wants it no more. */
	| { readonly kind: "cancel requested" }
	/** All its attempts were lost. */
	| { readonly kind: "worn out" };

/**
 * Claims the next attempt of an accepted job and reserves its CPU, and says so in the job's row, in one transaction. Attempts
 * before it that were lost are settled first. Rejects with QUOTA_EXCEEDED where the budget does not hold it: then nothing
 * is claimed.
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
	if (view?.cancelRequested) return { kind: "cancel requested" };
	const made = new Set(attempts.map((row) => row.id));
	const ids = attemptIds(jobId);
	const next = ids.findIndex((id) => !made.has(id));
	const id = ids[next];
	if (id === undefined) return { kind: "worn out" };
	const attempt = next + 1;
	const now = nowMs();
	const reservation = { attemptId: id, month: monthOf(now), userId, reservedMs };
	const times = {
		heartbeatAtMs: now,
		leaseUntilMs: now + LEASE_MS,
		expiresAtMs: now + timeoutMs + EXPIRY_MARGIN_MS,
	};
	const updates = [began(jobId, attempt)];
	const isMine = await reserve(store, { ...reservation, ...times, executionId, limits, costUnits, updates });
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
