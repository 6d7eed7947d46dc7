import { sha256Hex } from "../../core/hash.ts";
import type { EpochMs } from "../../core/time.ts";

/** The month that counts CPU, `YYYY-MM` in UTC: the id of its row in `months`. */
export function toMonth(nowMs: EpochMs): string {
	return new Date(nowMs).toISOString().slice(0, 7);
}

export function monthStart(month: string): EpochMs {
	return Date.parse(`${month}-01T00:00:00.000Z`);
}

export function monthBefore(month: string): string {
	return toMonth(monthStart(month) - 1);
}

/** The start of the next month, and of a new budget. */
export function monthEnd(month: string): string {
	const [year = 0, number = 0] = month.split("-").map(Number);
	return new Date(Date.UTC(year, number)).toISOString();
}

/** The id of a user's row in `userMonths`: at most 36 characters, without the user's id. */
export async function userMonthId(month: string, userId: string): Promise<string> {
	return `${month}.${(await sha256Hex(userId)).slice(0, 28)}`;
}
