/** What one of several renders in a process has used of the process's CPU. */
export type CpuShare = {
	/** Milliseconds so far. */
	readonly usedMs: () => number;
	/** Ends it; what comes after belongs to the others. More than once does no harm. */
	readonly end: () => void;
};

/**
 * Divides a process's own CPU among the renders that run in it: each stretch between two of its changes in equal parts, so
 * that all shares together are what the process used while any of them ran, and nothing is charged twice.
 * `processMs` is the CPU the process has used so far, user and system, in ms.
 */
export function createCpuShares(processMs: () => number): { readonly begin: () => CpuShare } {
	const used = new Map<symbol, number>();
	let seenMs = processMs();

	const divide = (): void => {
		const nowMs = processMs();
		const part = (nowMs - seenMs) / Math.max(used.size, 1);
		seenMs = nowMs;
		for (const [key, ms] of used) used.set(key, ms + part);
	};

	return {
		begin: () => {
			divide();
			const key = Symbol("render");
			used.set(key, 0);
			let finalMs: number | null = null;
			return {
				usedMs: () => {
					if (finalMs !== null) return finalMs;
					divide();
					return used.get(key) ?? 0;
				},
				end: () => {
					if (finalMs !== null) return;
					divide();
					finalMs = used.get(key) ?? 0;
					used.delete(key);
				},
			};
		},
	};
}
