import type { Row } from "../tables.ts";

/** How often a worker tells that it is alive, and what it has used. */
export const HEARTBEAT_MS = 5000;
/** From a heartbeat on, nobody else may begin the job for so long: six beats, so that a few may get lost. */
export const LEASE_MS = 30_000;
/** A worker that could not renew its lease stops itself this long before it ends. */
export const LEASE_MARGIN_MS = 10_000;
/** After the function's timeout, how long a reservation holds at the most, lease or none. */
export const EXPIRY_MARGIN_MS = 120_000;
/** A job that was lost this often is not begun again. */
export const MAX_ATTEMPTS = 3;

/** Whether CPU is reserved for the attempt: its worker has not settled it, and nobody has in its place. */
export function isHeld({ state }: Pick<Row<"attempts">, "state">): boolean {
	return state === "reserved";
}

/** Whether somebody works on the attempt, or may. */
export function isLive(attempt: Row<"attempts">, nowMs: number): boolean {
	const { leaseUntilMs, expiresAtMs } = attempt;
	return isHeld(attempt) && (leaseUntilMs ?? 0) > nowMs && (expiresAtMs ?? 0) > nowMs;
}
