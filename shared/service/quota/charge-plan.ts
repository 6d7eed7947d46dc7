// Planning is work too: who asks for a quote, or for a video that is refused, has CPU used for nothing that is rendered. It is
// measured and charged as what it is, without a reservation: one plan is bounded (render/planning.ts), so the limit can be passed
// by one plan per request at the most, and by none once it is reached.
import type { RowStore } from "../row-store.ts";
import { type CommitOptions, commitOnce } from "./commit-once.ts";
import { openMonth } from "./ledger.ts";
import { settleCounters } from "./operations.ts";

/** What is used below this is not charged, in CPU ms: the plan of a short chat, for which a ledger row would cost more. */
const FREE_PLAN_MS = 50;

export type PlanCharge = {
	/** Of the execution, and of what it planned: the same is charged once. At most 32 characters. */
	readonly planId: string;
	/** Null: a service caller's, counted for the month alone. */
	readonly userId: string | null;
	readonly month: string;
	/** CPU ms. */
	readonly ms: number;
};

/** The ledger row of a plan that was not rendered: no attempt ends in a letter. */
function planRowId(planId: string): string {
	return `${planId}.p`;
}

/** Charges what planning used. However often it is asked for, it counts once. No job ends with it. */
export async function chargePlan(
	store: RowStore,
	{ planId, userId, month, ms }: PlanCharge,
	options: CommitOptions = {},
): Promise<void> {
	const chargedMs = Math.ceil(ms);
	if (chargedMs <= FREE_PLAN_MS) return;
	const rowId = planRowId(planId);
	const account = await openMonth(store, month, userId);
	const spent = { attemptId: rowId, guardId: rowId, heldMs: 0, spentMs: 0, chargedMs, by: "worker" } as const;
	const values = {
		month,
		userId,
		state: "settled" as const,
		executionId: planId,
		...{ reservedMs: chargedMs, chargedMs, cpuMs: chargedMs },
	};
	const operations = [
		...settleCounters(account, spent, false),
		{ action: "create", table: "attempts", id: rowId, values } as const,
	];
	await commitOnce(store, operations, () => store.find("attempts", rowId), options);
}
