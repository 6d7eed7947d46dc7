import { ChatreelError, isKind } from "../../core/errors.ts";
import { HEARTBEAT_MS, LEASE_MARGIN_MS, LEASE_MS } from "../jobs/lease.ts";
import { extend, type Reservation } from "../quota/ledger.ts";
import type { Limits } from "../quota/operations.ts";
import type { RowStore } from "../row-store.ts";

export type HeartbeatOptions = {
	readonly reservation: Reservation;
	readonly limits: Limits;
	/** The most it may hold, in CPU ms; `Infinity` where the caller set no bound. */
	readonly maxMs: number;
	/** What the attempt has used so far, its children's CPU included. */
	readonly usedMs: () => number;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
	/** Told of a beat that failed; the next one may do better. */
	readonly onMissed?: (error: unknown) => void;
	readonly intervalMs?: number;
};

export type Heartbeat = {
	/** Aborts when the attempt may not go on: its lease could not be renewed, or its budget ended. */
	readonly signal: AbortSignal;
	/** Whether the attempt is its worker's for certain: not after a pause as long as a lease. */
	readonly isHeld: () => boolean;
	/** Ends it, and waits for a beat that is under way. To be called in `finally`; more than once does no harm. */
	readonly stop: () => Promise<void>;
};

/**
 * Renews an attempt's lease and tells what it has used, every 5 s; holds more before what it holds is used up. It is the
 * one writer of the attempt's row while the attempt runs.
 */
export function startHeartbeat(store: RowStore, options: HeartbeatOptions): Heartbeat {
	const { usedMs, nowMs, onMissed = () => {}, intervalMs = HEARTBEAT_MS } = options;
	const controller = new AbortController();
	let reservation = options.reservation;
	let extensions = 0;
	/** One whose outcome is not known, which is asked for again as it was. */
	let wanted: { readonly n: number; readonly moreMs: number } | null = null;
	let lastUsedMs = 0;
	let leaseUntilMs = nowMs() + LEASE_MS;
	let beating = Promise.resolve();
	let isStopped = false;

	const holdMore = async (used: number, intervalUseMs: number) => {
		if (used + intervalUseMs <= reservation.reservedMs) return;
		const wantedMs = Math.ceil(
			Math.max(reservation.reservedMs / 2, 2 * intervalUseMs, used - reservation.reservedMs),
		);
		const moreMs = Math.min(wantedMs, options.maxMs - reservation.reservedMs);
		if (moreMs <= 0) {
			if (used < options.maxMs) return;
			const message = `It has used ${(used / 1000).toFixed(1)} CPU seconds, and maxCpuSeconds is ${options.maxMs / 1000}.`;
			throw new ChatreelError("QUOTA_EXCEEDED", message, { details: { scope: "maxCpuSeconds" } });
		}
		wanted ??= { n: extensions + 1, moreMs };
		const { n, moreMs: ms } = wanted;
		await extend(store, reservation, { n, moreMs: ms, limits: options.limits });
		reservation = { ...reservation, reservedMs: reservation.reservedMs + ms };
		extensions = n;
		wanted = null;
	};

	const isHeld = () => nowMs() <= leaseUntilMs - LEASE_MARGIN_MS;
	const loseIt = () => {
		const message = "The render could not tell that it is alive, and stopped so that another may take it.";
		controller.abort(new ChatreelError("DEPENDENCY_ERROR", message));
	};

	const beat = async () => {
		// After a pause the job may be in other hands: a lease that is over is not renewed.
		if (!isHeld()) return loseIt();
		const used = Math.ceil(usedMs());
		const now = nowMs();
		try {
			await holdMore(used, used - lastUsedMs);
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
		if (!isHeld()) loseIt();
	};

	// One after the other, so that the row never goes back in time.
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
