// Planning a video is work: seconds of CPU for the longest texts of rare letters. So that no request can have another one pay or
// wait for it: it is done in slices with pauses (core/slices.ts), of each owner one plan at a time (core/turns.ts); its CPU is
// measured slice by slice, and no render beside it is charged a part of it (`CpuShare.alone`); it ends at a bound of CPU and with
// its execution; and it is charged to its caller, where no attempt of its job charges it. Not covered: what a process uses for
// answering, some milliseconds a request, is divided among the renders that run.

import { ChatreelError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import type { RunSteps } from "../../core/steps.ts";
import type { Conversation } from "../../video/conversation/conversation.ts";
import type { Caller } from "../caller.ts";
import { requireBudgetLeft } from "../quota/budget.ts";
import { chargePlan } from "../quota/charge-plan.ts";
import { monthOf } from "../quota/months.ts";
import type { CpuShare } from "../quota/shared-cpu.ts";
import type { Surroundings } from "../service-ports.ts";

/** The most CPU that a plan may use, in ms: three times what the slowest conversation took that is valid. */
export const PLAN_LIMIT_MS = 15_000;

/** A chat with more letters, in UTF-16 units, is a long one; others are planned within a quarter of a CPU second. */
const SHORT_LETTERS = 2500;

export type Asker = {
	/** Whose budget it is; null: a service caller's, or nobody's. */
	readonly userId: string | null;
	/** What of the execution is planned, where it plans more than one thing. */
	readonly part?: string;
	/** Whose turn to plan it waits for. Undefined: it holds a slot, and those are few. */
	readonly turn?: string;
};

export type Planning = {
	/** Does the steps of a plan. Rejects with INVALID_INPUT at the bound of CPU, and with the deadline's reason. */
	readonly runSteps: RunSteps;
	/** Does the planning itself when the asker's turn has come. */
	readonly inTurn: <Result>(conversation: Conversation, plan: () => Promise<Result>) => Promise<Result>;
	/** Of the process's CPU; paused until a render begins. */
	readonly share: CpuShare;
	/** To be called as soon as an attempt of a job charges what was used so far. */
	readonly onClaim: () => void;
};

/** Work before any plan, parsing above all: nobody is charged for it, the renders beside it neither. */
export function unshared<Result>(
	{ beginCpuShare }: Pick<PlanningPorts, "beginCpuShare">,
	work: () => Result,
): Result {
	const share = beginCpuShare();
	try {
		return share.alone(work);
	} finally {
		share.end();
	}
}

/** Who asks, for their turns and their budget. */
export function askerOf(caller: Caller): Asker {
	const userId = caller.kind === "user" ? caller.userId : null;
	return { userId, turn: turnOf(userId) };
}

/** Whose turn it is, for a plan or a slot: all service callers are one. */
export function turnOf(userId: string | null): string {
	return userId === null ? "service" : `user ${userId}`;
}

/**
 * Does `work` with what planning needs, and charges what it used. Rejects with QUOTA_EXCEEDED, before any work, where the
 * asker's budget is used up.
 */
export async function withPlanning<Result>(
	{ userId, part, turn }: Asker,
	{ ports, execution }: Pick<Surroundings, "execution"> & { readonly ports: PlanningPorts },
	work: (planning: Planning) => Promise<Result>,
): Promise<Result> {
	const { store, limits, nowMs, slices, turns, log } = ports;
	const month = monthOf(nowMs());
	await requireBudgetLeft(store, { month, userId }, limits);
	await ports.warmUp();
	const share = ports.beginCpuShare();
	share.pause();
	let isClaimed = false;
	let plannedMs = 0;
	let boundMs = PLAN_LIMIT_MS;
	const check = () => {
		execution.deadline.signal.throwIfAborted();
		if (plannedMs > boundMs) throw tooMuch();
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
			...{ share, runSteps: slices({ alone, check }) },
			inTurn: (conversation, plan) => {
				boundMs = plannedMs + PLAN_LIMIT_MS;
				const { inTurn } = isLong(conversation) ? turns.long : turns.short;
				return turn === undefined ? plan() : inTurn(turn, plan);
			},
			onClaim: () => {
				isClaimed = true;
			},
		});
	} finally {
		share.end();
		if (!isClaimed) {
			const planId = part === undefined ? execution.id : await partId(execution.id, part);
			const charge = { planId, userId, month, ms: plannedMs };
			await chargePlan(store, charge).catch((error) => log("a plan was not charged", { planId, error }));
		}
	}
}

export type PlanningPorts = Pick<
	Surroundings["ports"],
	"store" | "limits" | "nowMs" | "slices" | "turns" | "warmUp" | "beginCpuShare" | "log"
>;

function isLong({ messages }: Conversation): boolean {
	return messages.reduce((letters, { text }) => letters + text.length, 0) > SHORT_LETTERS;
}

async function partId(executionId: string, part: string): Promise<string> {
	return (await sha256Hex(`${executionId} ${part}`)).slice(0, 32);
}

function tooMuch(): ChatreelError {
	const message = `To lay out this conversation takes more than ${PLAN_LIMIT_MS / 1000} CPU seconds. Use fewer different letters, or split it.`;
	return new ChatreelError("INVALID_INPUT", message, { details: { limitSeconds: PLAN_LIMIT_MS / 1000 } });
}
