import type { Row, RowStore } from "../core/rows.ts";
import { attemptId } from "../quota/ids.ts";
import { type Reservation, reservationOf, reserve, settle } from "../quota/ledger.ts";
import { monthOf } from "../quota/months.ts";
import type { Limits } from "../quota/operations.ts";
import { ATTEMPTS } from "../quota/tables.ts";
import { JOB_ENDS, type Job, numberOf, RENDERS } from "./job.ts";
import { EXPIRY_MARGIN_MS, HEARTBEAT_MS, isExpired, isLive, LEASE_MS, MAX_ATTEMPTS } from "./lease.ts";

export type ClaimOptions = {
	/** This execution. */
	readonly owner: string;
	readonly limits: Limits;
	/** CPU ms to reserve: the quote's upper bound. */
	readonly reservedMs: number;
	/** What the quote was made of, JSON. */
	readonly costUnits: string;
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
	/** All its attempts were lost. */
	| { readonly kind: "worn out" };

/**
 * Claims the next attempt of an accepted job and reserves its CPU, in one transaction. Rejects with RESOURCE_EXHAUSTED where the
 * budget does not hold it: then nothing is claimed.
 */
export async function claimAttempt(
	store: RowStore,
	{ jobId, userId }: Job,
	options: ClaimOptions,
): Promise<Claim> {
	const { owner, limits, reservedMs, costUnits, timeoutMs, nowMs } = options;
	if ((await store.find(JOB_ENDS, jobId)) !== null) return { kind: "ended" };
	const ids = Array.from({ length: MAX_ATTEMPTS }, (_, index) => attemptId(jobId, index + 1));
	const attempts = await store.findAll(ATTEMPTS, ids);
	if (attempts.some((row) => isLive(row, nowMs()))) return { kind: "held" };
	for (const row of attempts.filter((each) => isExpired(each, nowMs()))) await settleExpired(store, row);
	const made = new Set(attempts.map(({ $id }) => $id));
	const next = ids.findIndex((id) => !made.has(id));
	if (next === -1) return { kind: "worn out" };
	const attempt = next + 1;
	const now = nowMs();
	const reservation = { attemptId: attemptId(jobId, attempt), month: monthOf(now), userId, reservedMs };
	const times = {
		heartbeatAt: isoOf(now),
		leaseUntil: isoOf(now + LEASE_MS),
		expiresAt: isoOf(now + timeoutMs + EXPIRY_MARGIN_MS),
	};
	const isMine = await reserve(store, { ...reservation, ...times, owner, limits, costUnits });
	if (!isMine) return { kind: "held" };
	await store.update(RENDERS, jobId, { status: "rendering", stage: "preflight", attempt });
	return { kind: "claimed", attempt, reservation };
}

/** Charges an attempt whose worker was never heard of again: what it told last and one interval, or all that it held. */
async function settleExpired(store: RowStore, row: Row): Promise<void> {
	const reservation = reservationOf(row);
	const toldMs = numberOf(row, "cpuMs");
	const chargedMs = toldMs === null ? reservation.reservedMs : toldMs + HEARTBEAT_MS;
	await settle(store, reservation, chargedMs, "sweeper");
}

const isoOf = (ms: number) => new Date(ms).toISOString();
