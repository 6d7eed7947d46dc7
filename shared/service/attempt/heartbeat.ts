import { ChatreelError, isKind } from "../../core/errors.ts";
import { HEARTBEAT_MS, LEASE_MARGIN_MS, LEASE_MS } from "../jobs/lease.ts";
import { extend, type Reservation } from "../quota/ledger.ts";
import type { Limits } from "../quota/operations.ts";
import type { RowStore } from "../row-store.ts";

export type HeartbeatOptions = {
	readonly reservation: Reservation;
	readonly limits: Limits;
	/** The most that it may reserve, in CPU ms; `Infinity` when the caller set no limit. */
	readonly maxMs: number;
	/** The attempt's CPU so far, with that of its child processes. */
	readonly usedMs: () => number;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
	/** Called when a beat fails. The next one may succeed. */
	readonly onMissed?: (error: unknown) => void;
	readonly intervalMs?: number;
};

export type Heartbeat = {
	/** Aborts when the attempt must stop: its lease was not renewed, or its budget is used up. */
	readonly signal: AbortSignal;
	/** Whether this worker certainly has the attempt. It has not after a pause as long as a lease. */
	readonly isHeld: () => boolean;
	/** Ends it, and waits for the beat under way. Call it in `finally`; a second call does nothing. */
	readonly stop: () => Promise<void>;
};

/**
 * Every 5 s, renews an attempt's lease, records its CPU, and extends its reservation before that is used up. Nothing else writes
 * to the attempt's row while the attempt runs.
 */
export function startHeartbeat(store: RowStore, options: HeartbeatOptions): Heartbeat {
	const { usedMs, nowMs, onMissed = () => {}, intervalMs = HEARTBEAT_MS } = options;
	const controller = new AbortController();
	let reservation = options.reservation;
	let extensions = 0;
	/** An extension whose outcome is unknown: the next beat repeats it as it was. */
	let pending: { readonly n: number; readonly moreMs: number } | null = null;
	let lastUsedMs = 0;
	let leaseUntilMs = nowMs() + LEASE_MS;
	let beating = Promise.resolve();
	let isStopped = false;

	const extendReservation = async (used: number, intervalUseMs: number) => {
		if (used + intervalUseMs <= reservation.reservedMs) return;
		const wantedMs = Math.ceil(
			Math.max(reservation.reservedMs / 2, 2 * intervalUseMs, used - reservation.reservedMs),
		);
		const moreMs = Math.min(wantedMs, options.maxMs - reservation.reservedMs);
		if (moreMs <= 0) {
			if (used < options.maxMs) return;
			const message = `The render has used ${(used / 1000).toFixed(1)} CPU seconds, and maxCpuSeconds is ${options.maxMs / 1000}.`;
			throw new ChatreelError("QUOTA_EXCEEDED", message, { details: { scope: "maxCpuSeconds" } });
		}
		pending ??= { n: extensions + 1, moreMs };
		const { n, moreMs: ms } = pending;
		await extend(store, reservation, { n, moreMs: ms, limits: options.limits });
		reservation = { ...reservation, reservedMs: reservation.reservedMs + ms };
		extensions = n;
		pending = null;
	};

	const isHeld = () => nowMs() <= leaseUntilMs - LEASE_MARGIN_MS;
	const loseLease = () => {
		const message =
			"The render could not renew its lease, and stopped so that another worker may take the job.";
		controller.abort(new ChatreelError("DEPENDENCY_ERROR", message));
	};

	const beat = async () => {
		// An expired lease is not renewed: after a pause another worker may have the job.
		if (!isHeld()) return loseLease();
		const used = Math.ceil(usedMs());
		const now = nowMs();
		try {
			await extendReservation(used, used - lastUsedMs);
			lastUsedMs = used;
			const until = now + LEASE_MS;
			await store.update("attempts", reservation.attemptId, {
				cpuMs: used,
				heartbeatAtMs: now,
				leaseUntilMs: until,
			});
			leaseUntilMs = until;
		} catch (thrown) {
			if (isKind(thrown, "QUOTA_EXCEEDED", "CONFLICT")) controller.abort(thrown);
			onMissed(thrown);
		}
		if (!isHeld()) loseLease();
	};

	// One beat after the other, so that the row never goes back in time.
	const timer = setInterval(() => {
		if (!isStopped) beating = beating.then(() => (isStopped ? undefined : beat()));
	}, intervalMs);
	return {
		signal: controller.signal,
		isHeld,
		stop: async () => {
			isStopped = true;
			clearInterval(timer);
			await beating;
		},
	};
}
