/** What one of several renders in a process has used of the process's CPU. */
export type CpuShare = {
	/** Milliseconds so far. */
	readonly usedMs: () => number;
	/** While it waits, what the process uses belongs to the others. */
	readonly pause: () => void;
	readonly resume: () => void;
	/** Ends it; what comes after belongs to the others. More than once does no harm. */
	readonly end: () => void;
};

/**
 * Divides a process's own CPU among the renders that run in it: each stretch between two of its changes in equal parts, so
 * that all shares together are what the process used while any of them ran, and nothing is charged twice.
 * `processMs` is the CPU the process has used so far, user and system, in ms.
 */
export function createCpuShares(processMs: () => number): { readonly begin: () => CpuShare } {
	type Account = { usedMs: number };
	const running = new Set<Account>();
	let seenMs = processMs();

	const divide = (): void => {
		const nowMs = processMs();
		const part = (nowMs - seenMs) / Math.max(running.size, 1);
		seenMs = nowMs;
		for (const account of running) account.usedMs += part;
	};

	return {
		begin: () => {
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
				end: () => {
					pause();
					hasEnded = true;
				},
			};
		},
	};
}
