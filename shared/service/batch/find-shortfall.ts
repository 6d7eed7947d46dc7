import type { ChatreelError } from "../../core/errors.ts";
import { findBudget, fits, quotaExceeded } from "../quota/budget.ts";
import { monthOf } from "../quota/months.ts";
import type { Limits } from "../quota/operations.ts";
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
const ASKED = {
	batch: { subject: "The batch", consequence: "Nothing was started." },
	next: {
		subject: "The next video of the batch",
		consequence: "It and what came after it were not begun.",
	},
};

/** Why the month's budget, or the user's share of it, does not hold so many CPU ms now; null where it does. Nothing is reserved. */
export async function findShortfall(
	store: Pick<RowStore, "find">,
	userId: string | null,
	needed: number,
	{ limits, nowMs }: { readonly limits: Limits; readonly nowMs: () => number },
	asked: keyof typeof ASKED = "batch",
): Promise<ChatreelError | null> {
	const budget = await findBudget(store, { month: monthOf(nowMs()), userId }, limits);
	return fits(budget, needed) ? null : quotaExceeded(budget, needed, ASKED[asked]);
}
