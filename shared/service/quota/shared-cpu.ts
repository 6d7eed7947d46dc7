import type { CpuMs } from "../../core/time.ts";

/** The part of a process's CPU that one of several pieces of work used. */
export type CpuShare = {
	readonly usedMs: () => CpuMs;
	/** A paused share gets no CPU. */
	readonly pause: () => void;
	readonly resume: () => void;
	/** Runs synchronous work whose CPU belongs to this share only, paused or not. */
	readonly alone: <Result>(work: () => Result) => Result;
	/** Idempotent. */
	readonly end: () => void;
};

export type CpuShares = {
	readonly begin: () => CpuShare;
	/** Whether any share is running and not paused. */
	readonly isBusy: () => boolean;
};

/**
 * Divides the CPU of a process among the work that runs in it, each interval in equal parts; work done `alone` belongs to one
 * share. So the shares add up to what the process used while any of them ran, and nothing is charged twice. `processMs` is the
 * user and system CPU of the process so far.
 */
export function createCpuShares(processMs: () => CpuMs): CpuShares {
	type Account = { usedMs: number };
	const running = new Set<Account>();
	let lone: Account | null = null;
	let seenMs = processMs();

	const divide = (): void => {
		const nowMs = processMs();
		const payers = lone === null ? running : [lone];
		const part = (nowMs - seenMs) / Math.max(lone === null ? running.size : 1, 1);
		seenMs = nowMs;
		for (const account of payers) account.usedMs += part;
	};

	const begin = (): CpuShare => {
		divide();
		const account: Account = { usedMs: 0 };
		running.add(account);
		let hasEnded = false;
		const pause = () => {
			divide();
			running.delete(account);
		};
		return {
			usedMs: () => {
				divide();
				return account.usedMs;
			},
			pause,
			resume: () => {
				divide();
				if (!hasEnded) running.add(account);
			},
			alone: (work) => {
				divide();
				const outer = lone;
				lone = account;
				try {
					return work();
				} finally {
					divide();
					lone = outer;
				}
			},
			end: () => {
				pause();
				hasEnded = true;
			},
		};
	};
	return { begin, isBusy: () => running.size > 0 };
}
