import { sha256Hex } from "../../core/hash.ts";

/** The month in which CPU is counted, `YYYY-MM` in UTC: the id of its row in `months`. */
export function monthOf(nowMs: number): string {
	return new Date(nowMs).toISOString().slice(0, 7);
}

/** When a month begins, in milliseconds since 1970. */
export function monthStart(month: string): number {
	return Date.parse(`${month}-01T00:00:00.000Z`);
}

export function monthBefore(month: string): string {
	return monthOf(monthStart(month) - 1);
}

/** When the month after this one begins, and a new budget with it. */
export function monthEnd(month: string): string {
	const [year = 0, number = 0] = month.split("-").map(Number);
	return new Date(Date.UTC(year, number)).toISOString();
}

/** The id of a user's row in `userMonths`: 36 characters at most, and nobody's name in it. */
export async function userMonthId(month: string, userId: string): Promise<string> {
	return `${month}.${(await sha256Hex(userId)).slice(0, 28)}`;
}
