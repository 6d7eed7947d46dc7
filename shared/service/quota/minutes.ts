import { readDecimal } from "../../core/json.ts";
import { DAY_MS, MINUTE_MS } from "../../core/time.ts";

/** As many as one machine has: more are rented as several, each with a job id of its own. */
const CPUS = 64;

/**
 * The most CPU minutes that are taken at once: 64 CPUs, busy in all of a month of 31 days. One job used no more of a month, so more is a
 * mistake (seconds or milliseconds for minutes), and what is recorded cannot be taken back.
 */
export const MAX_MINUTES = (31 * DAY_MS * CPUS) / MINUTE_MS;

/** What is allowed, for messages. */
export const MINUTES_WORDS = `above 0, up to ${MAX_MINUTES}`;

export function isMinutes(value: unknown): value is number {
	return typeof value === "number" && value > 0 && value <= MAX_MINUTES;
}

/** CPU minutes of a text, in plain decimal digits. Null: not allowed. */
export function readMinutes(text: string): number | null {
	const minutes = readDecimal(text.trim());
	return isMinutes(minutes) ? minutes : null;
}
