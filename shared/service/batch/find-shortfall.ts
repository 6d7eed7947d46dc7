import { ChatreelError } from "../../core/errors.ts";
import { monthEnd, monthOf, userMonthId } from "../quota/months.ts";
import type { Limits } from "../quota/operations.ts";
import { MONTHS, USERS } from "../quota/tables.ts";
import type { RowStore } from "../row-store.ts";
import type { ItemQuote } from "./ports.ts";

/**
 * What a budget must hold for all of them, in CPU ms: the sum of their upper bounds, since each job reserves its own. Less would be
 * enough one after the other, as errors of many quotes even out; but what is reserved by those under way could then keep the
 * last ones out, the more of them the more there are at once.
 */
export function neededMs(quotes: readonly ItemQuote[]): number {
	return quotes.reduce((sum, { upperMs }) => sum + upperMs, 0);
}

/** What the budget is asked for: a whole batch before anything of it is begun, or the next of its videos. */
export type Asked = "batch" | "next";

/** Why the month's budget, or the user's share of it, does not hold so many CPU ms now; null where it does. Nothing is reserved. */
export async function shortfall(
	store: Pick<RowStore, "find">,
	userId: string | null,
	needed: number,
	{ limits, nowMs }: { readonly limits: Limits; readonly nowMs: () => number },
	asked: Asked = "batch",
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
	const words = `up to ${seconds(needed)} CPU seconds, and of ${whose} budget ${seconds(leftMs)} are left`;
	const message =
		asked === "batch"
			? `The batch needs ${words}. Nothing was started.`
			: `The next video of the batch needed ${words}. It and what came after it were not begun.`;
	const details = {
		scope: isUsers ? "user" : "month",
		neededSeconds: needed / 1000,
		leftSeconds: leftMs / 1000,
		limitSeconds: (isUsers ? limits.userMs : limits.monthMs) / 1000,
		resetsAt: monthEnd(month),
	};
	return new ChatreelError("QUOTA_EXCEEDED", message, { details });
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);
