// Planning costs CPU too: a quote, or a video that is refused, uses it and renders nothing. It is measured and charged without a
// reservation: a plan is bounded (quote/planning.ts), so usage can pass the limit by at most one plan per request, and by none
// once the limit is reached.
import type { CpuMs } from "../../core/time.ts";
import type { RowStore } from "../row-store.ts";
import { type CommitOptions, commitOnce } from "./commit-once.ts";
import { openMonth } from "./ledger.ts";
import { settleCounters } from "./operations.ts";

/** Up to this, the plan of a short chat, nothing is charged: the ledger row would cost more. */
const FREE_PLAN_MS: CpuMs = 50;

type PlanCharge = {
	/** Names the execution and what it planned; a plan id is charged once. At most 32 characters. */
	readonly planId: string;
	/** Null: of a service caller, counted for the month only. */
	readonly userId: string | null;
	readonly month: string;
	readonly ms: CpuMs;
};

/** Charges the CPU of planning. Idempotent. No job ends with it. */
export async function chargePlan(
	store: RowStore,
	{ planId, userId, month, ms }: PlanCharge,
	options: CommitOptions = {},
): Promise<void> {
	const chargedMs = Math.ceil(ms);
	if (chargedMs <= FREE_PLAN_MS) return;
	// The id of an attempt ends in a digit.
	const rowId = `${planId}.p`;
	const account = await openMonth(store, month, userId);
	const spent = { attemptId: rowId, guardId: rowId, heldMs: 0, spentMs: 0, chargedMs, by: "worker" } as const;
	const values = {
		month,
		userId,
		state: "settled" as const,
		executionId: planId,
		reservedMs: chargedMs,
		chargedMs,
		cpuMs: chargedMs,
	};
	const operations = [
		...settleCounters(account, spent, false),
		{ action: "create", table: "attempts", id: rowId, values } as const,
	];
	await commitOnce(store, operations, () => store.find("attempts", rowId), options);
}
