export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Milliseconds since 1970 as ISO 8601 in UTC, as Appwrite takes datetimes. */
export function isoOf(ms: number): string {
	return new Date(ms).toISOString();
}
