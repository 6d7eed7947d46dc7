import { ChatreelError } from "../core/errors.ts";
import type { RowStore } from "../core/rows.ts";
import { monthEnd, monthOf, userMonthId } from "../quota/months.ts";
import type { Limits } from "../quota/operations.ts";
import { MONTHS, USERS } from "../quota/tables.ts";
import type { ItemQuote } from "./ports.ts";

/**
 * What a budget must hold for all of them, in CPU ms: what they are expected to use, and for one of them the caution that each job
 * reserves. Errors of many quotes even out; and a batch of one is judged as a job by itself is.
 */
export function neededMs(quotes: readonly ItemQuote[]): number {
	const expected = quotes.reduce((sum, { expectedMs }) => sum + expectedMs, 0);
	return expected + Math.max(0, ...quotes.map(({ expectedMs, upperMs }) => upperMs - expectedMs));
}

/** Why the month's budget, or the user's share of it, does not hold so much now; null where it does. Nothing is reserved. */
export async function shortfall(
	store: Pick<RowStore, "find">,
	userId: string | null,
	needed: number,
	{ limits, nowMs }: { readonly limits: Limits; readonly nowMs: () => number },
): Promise<ChatreelError | null> {
	const month = monthOf(nowMs());
	const leftOf = async (table: string, rowId: string, limitMs: number) =>
		Math.max(0, limitMs - Number((await store.find(table, rowId))?.["committedMs"] ?? 0));
	const monthLeftMs = await leftOf(MONTHS, month, limits.monthMs);
	const userLeftMs =
		userId === null ? Infinity : await leftOf(USERS, await userMonthId(month, userId), limits.userMs);
	const leftMs = Math.min(monthLeftMs, userLeftMs);
	if (needed <= leftMs) return null;
	const isUsers = userLeftMs < monthLeftMs;
	const whose = isUsers ? "your share of this month's" : "this month's";
	const message = `The batch needs ${seconds(needed)} CPU seconds, and of ${whose} budget ${seconds(leftMs)} are left. Nothing was started.`;
	const details = {
		scope: isUsers ? "user" : "month",
		neededSeconds: needed / 1000,
		leftSeconds: leftMs / 1000,
		limitSeconds: (isUsers ? limits.userMs : limits.monthMs) / 1000,
		resetsAt: monthEnd(month),
	};
	return new ChatreelError("RESOURCE_EXHAUSTED", message, { details });
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);
