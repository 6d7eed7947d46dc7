import { readDecimal } from "../../core/json.ts";
import { type CpuMs, DAY_MS, HOUR_MS, MINUTE_MS } from "../../core/time.ts";

/** With the four decimals (0.36 s) that people see. */
export function toHours(ms: CpuMs): number {
	return Math.round((ms / HOUR_MS) * 10_000) / 10_000;
}

/** Always with four decimals: "199.5000". */
export function formatHours(ms: CpuMs): string {
	return toHours(ms).toFixed(4);
}

/** The most that one machine has; several machines are recorded with a job id each. */
const CPUS = 64;

/**
 * The most CPU minutes of one record: 64 CPUs, busy for 31 days. More is a mistake (seconds or milliseconds for minutes), and a record
 * cannot be undone.
 */
export const MAX_MINUTES = (31 * DAY_MS * CPUS) / MINUTE_MS;

/** For messages. */
export const MINUTES_WORDS = `above 0, up to ${MAX_MINUTES}`;

export function isMinutes(value: unknown): value is number {
	return typeof value === "number" && value > 0 && value <= MAX_MINUTES;
}

/** Plain decimal digits. Null when not allowed. */
export function readMinutes(text: string): number | null {
	const minutes = readDecimal(text.trim());
	return isMinutes(minutes) ? minutes : null;
}
