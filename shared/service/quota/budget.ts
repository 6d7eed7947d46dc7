import { HOUR_MS } from "../../core/time.ts";
import type { RowStore } from "../row-store.ts";
import type { Limits } from "./operations.ts";
import { MONTHS } from "./tables.ts";

/** The limits that QUOTA_HOURS and QUOTA_USER_SHARE set, in whole CPU milliseconds. */
export function limitsOf({
	hours,
	userShare,
}: {
	readonly hours: number;
	readonly userShare: number;
}): Limits {
	const monthMs = Math.round(hours * HOUR_MS);
	return { monthMs, userMs: Math.round(monthMs * userShare) };
}

/** The share of the month's budget that is spent or held: 0.85 for 85 %. 1 where there is no budget at all. */
export async function usedShare(store: RowStore, month: string, { monthMs }: Limits): Promise<number> {
	const row = await store.find(MONTHS, month);
	return monthMs === 0 ? 1 : Number(row?.["committedMs"] ?? 0) / monthMs;
}
