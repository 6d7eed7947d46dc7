/** What one of several pieces of work in a process has used of the process's CPU. */
export type CpuShare = {
	/** Milliseconds so far. */
	readonly usedMs: () => number;
	/** While it waits, what the process uses belongs to the others. */
	readonly pause: () => void;
	readonly resume: () => void;
	/** Does synchronous work, all of which belongs to this share, paused or not, and none of it to the others. */
	readonly alone: <Result>(work: () => Result) => Result;
	/** Ends it; what comes after belongs to the others. More than once does no harm. */
	readonly end: () => void;
};

export type CpuShares = {
	readonly begin: () => CpuShare;
	/** Whether any share runs that is not paused. */
	readonly isBusy: () => boolean;
};

/**
 * Divides a process's own CPU among the work that runs in it: each stretch between two of its changes in equal parts, but
 * what is done `alone` belongs to one of them. So all shares together are what the process used while any of them ran, and
 * nothing is charged twice. `processMs` is the CPU the process has used so far, user and system, in ms.
 */
export function createCpuShares(processMs: () => number): CpuShares {
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
		const own: Account = { usedMs: 0 };
		running.add(own);
		let hasEnded = false;
		const pause = () => {
			divide();
			running.delete(own);
		};
		return {
			usedMs: () => {
				divide();
				return own.usedMs;
			},
			pause,
			resume: () => {
				divide();
				if (!hasEnded) running.add(own);
			},
			alone: (work) => {
				divide();
				const outer = lone;
				lone = own;
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
