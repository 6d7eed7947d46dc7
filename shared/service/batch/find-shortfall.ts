import type { ChatreelError } from "../../core/errors.ts";
import type { CpuMs, EpochMs } from "../../core/time.ts";
import { createQuotaError, findBudget, fits } from "../quota/budget.ts";
import { toMonth } from "../quota/months.ts";
import type { Limits } from "../quota/operations.ts";
import type { RowStore } from "../row-store.ts";

/**
 * The budget that a batch needs: the sum of the upper bounds, since each job reserves its own. Less would be used, because the
 * errors of many quotes even out; but then the reservations of running jobs could exclude the last ones.
 */
export function sumUpperMs(quotes: readonly { readonly upperMs: CpuMs }[]): CpuMs {
	return quotes.reduce((sum, { upperMs }) => sum + upperMs, 0);
}

/** For a whole batch before it starts, or for the next of its videos. */
const REFUSAL_WORDS = {
	batch: { subject: "The batch", consequence: "Nothing was started." },
	next: {
		subject: "The next video of the batch",
		consequence: "It and the videos after it were not started.",
	},
};

/** The QUOTA_EXCEEDED error when the budget is too small now; null when it suffices. Reserves nothing. */
export async function findShortfall(
	store: Pick<RowStore, "find">,
	userId: string | null,
	neededMs: CpuMs,
	{ limits, nowMs }: { readonly limits: Limits; readonly nowMs: () => EpochMs },
	subject: keyof typeof REFUSAL_WORDS = "batch",
): Promise<ChatreelError | null> {
	const budget = await findBudget(store, { month: toMonth(nowMs()), userId }, limits);
	return fits(budget, neededMs) ? null : createQuotaError(budget, neededMs, REFUSAL_WORDS[subject]);
}
