// Planning a video is work: seconds of CPU for the longest texts of rare letters. The threat: a request whose plan others wait or
// pay for. Therefore a plan runs in slices with pauses (core/steps.ts), one plan of each owner at a time (core/turns.ts); its CPU
// is measured slice by slice, and no render beside it is charged for it (`CpuShare.alone`); it ends at a limit of CPU and with its
// execution; and its caller is charged, unless an attempt of its job is. Not covered: the CPU of answering, some milliseconds a
// request, is divided among the renders that run.

/** The most CPU that a plan may use, in ms: three times what the slowest valid conversation took. */
import { ChatreelError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import type { RunSteps } from "../../core/steps.ts";
import type { Conversation } from "../../video/conversation/conversation.ts";
import { drawnMessages } from "../../video/conversation/drawn-messages.ts";
import type { Caller } from "../caller.ts";
import type { Context, Execution, ProcessPorts } from "../context.ts";
import { requireBudgetLeft } from "../quota/budget.ts";
import { chargePlan } from "../quota/charge-plan.ts";
import { toMonth } from "../quota/months.ts";
import type { CpuShare } from "../quota/shared-cpu.ts";

export const PLAN_LIMIT_MS = 15_000;

/** A conversation with more letters, in UTF-16 units, is a long one. Others are planned within a quarter of a CPU second. */
const SHORT_LETTERS = 2500;

/** A letter that is seen typed is a picture of its own: it takes as long to plan as so many others. */
const TYPED_LETTERS = 4;

/** Who pays for a plan. */
export type Payer = {
	/** The user whose budget it is; null for a service caller. */
	readonly userId: string | null;
	/** Tells the plans of one execution apart when it makes several. */
	readonly part?: string;
	/** The owner of the turn to wait for. Undefined: do not wait, because the caller holds one of the few slots. */
	readonly turn?: string;
};

export type Planning = {
	/** Runs the steps of a plan. Rejects with INVALID_INPUT at the limit of CPU, or with the deadline's reason. */
	readonly runSteps: RunSteps;
	/** Runs `plan` when the payer's turn comes. */
	readonly inTurn: <Result>(conversation: Conversation, plan: () => Promise<Result>) => Promise<Result>;
	/** Paused until a render begins. */
	readonly share: CpuShare;
	/** Call it as soon as an attempt of a job is charged for the plan. */
	readonly onClaim: () => void;
};

/** Runs work that comes before a plan, such as parsing. Nobody is charged for it, nor are the renders beside it. */
export function runUncharged<Result>(
	{ beginCpuShare }: Pick<ProcessPorts, "beginCpuShare">,
	work: () => Result,
): Result {
	const share = beginCpuShare();
	try {
		return share.alone(work);
	} finally {
		share.end();
	}
}

export function payerFor(caller: Caller): Payer {
	const userId = caller.kind === "user" ? caller.userId : null;
	return { userId, turn: turnOwner(userId) };
}

/** The owner of a turn, for a plan or a slot. All service callers are one owner. */
export function turnOwner(userId: string | null): string {
	return userId === null ? "service" : `user ${userId}`;
}

export type PlanningContext = Pick<Context, "store" | "limits" | "nowMs"> & {
	readonly execution: Pick<Execution, "id" | "deadline" | "log">;
	readonly process: Pick<ProcessPorts, "slices" | "turns" | "warmUp" | "beginCpuShare">;
};

/** Runs `work`, which plans, and charges the payer. Rejects with QUOTA_EXCEEDED, before any work, when the budget is used up. */
export async function withPlanning<Result>(
	{ userId, part, turn }: Payer,
	{ store, limits, nowMs, execution, process }: PlanningContext,
	work: (planning: Planning) => Promise<Result>,
): Promise<Result> {
	const month = toMonth(nowMs());
	await requireBudgetLeft(store, { month, userId }, limits);
	await process.warmUp();
	const share = process.beginCpuShare();
	share.pause();
	let isClaimed = false;
	let plannedMs = 0;
	let maxMs = PLAN_LIMIT_MS;
	const check = () => {
		execution.deadline.signal.throwIfAborted();
		if (plannedMs > maxMs) throw planTooLong();
	};
	const alone: CpuShare["alone"] = (slice) => {
		const beforeMs = share.usedMs();
		try {
			return share.alone(slice);
		} finally {
			plannedMs += share.usedMs() - beforeMs;
		}
	};
	try {
		return await work({
			share,
			runSteps: process.slices({ alone, check }),
			inTurn: (conversation, plan) => {
				maxMs = plannedMs + PLAN_LIMIT_MS;
				const { inTurn } = isLong(conversation) ? process.turns.long : process.turns.short;
				return turn === undefined ? plan() : inTurn(turn, plan);
			},
			onClaim: () => {
				isClaimed = true;
			},
		});
	} finally {
		share.end();
		if (!isClaimed) {
			const planId = part === undefined ? execution.id : await hashPart(execution.id, part);
			const charge = { planId, userId, month, ms: plannedMs };
			await chargePlan(store, charge).catch((error) =>
				execution.log("a plan was not charged", { planId, error }),
			);
		}
	}
}

function isLong(conversation: Conversation): boolean {
	const isTypedUnlessSaid = (conversation.keyboard ?? "never") !== "never";
	const letters = drawnMessages(conversation).map(({ sender, text, typed = isTypedUnlessSaid }) => {
		const draft = typeof typed === "object" ? typed.draft : "";
		const isTyped = sender === "you" && typed !== false;
		return (text.length + draft.length) * (isTyped ? TYPED_LETTERS : 1);
	});
	return letters.reduce((sum, each) => sum + each, 0) > SHORT_LETTERS;
}

async function hashPart(executionId: string, part: string): Promise<string> {
	return (await sha256Hex(`${executionId} ${part}`)).slice(0, 32);
}

function planTooLong(): ChatreelError {
	const message = `The layout of this conversation takes more than ${PLAN_LIMIT_MS / 1000} CPU seconds. Use fewer different letters, or split it.`;
	return new ChatreelError("INVALID_INPUT", message, { details: { limitSeconds: PLAN_LIMIT_MS / 1000 } });
}
