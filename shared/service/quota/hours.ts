import { HOUR_MS } from "../../core/time.ts";

/** CPU milliseconds as hours, to the four decimals (0.36 s) in which people are told of them. */
export function hoursOf(ms: number): number {
	return Math.round((ms / HOUR_MS) * 10_000) / 10_000;
}

/** The same as a text, always with four decimals: "199.5000". */
export function hoursText(ms: number): string {
	return hoursOf(ms).toFixed(4);
}
