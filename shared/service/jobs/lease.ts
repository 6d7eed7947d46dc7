import type { EpochMs } from "../../core/time.ts";
import type { Row } from "../tables.ts";

/** A worker renews its lease and records its CPU this often. */
export const HEARTBEAT_MS = 5000;
/** After a heartbeat, no other worker may claim the job for this long: six beats, so that a few may get lost. */
export const LEASE_MS = 30_000;
/** A worker that cannot renew its lease stops this long before the lease expires. */
export const LEASE_MARGIN_MS = 10_000;
/** A reservation expires this long after the timeout of the function, whatever the lease says. */
export const EXPIRY_MARGIN_MS = 120_000;
export const MAX_ATTEMPTS = 3;

/** Whether CPU is reserved for the attempt: it is not settled. */
export function isHeld({ state }: Pick<Row<"attempts">, "state">): boolean {
	return state === "reserved";
}

/** Whether a worker holds the attempt: neither lease nor reservation has expired. */
export function isLive(attempt: Row<"attempts">, nowMs: EpochMs): boolean {
	const { leaseUntilMs, expiresAtMs } = attempt;
	return isHeld(attempt) && (leaseUntilMs ?? 0) > nowMs && (expiresAtMs ?? 0) > nowMs;
}
