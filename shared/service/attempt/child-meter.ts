/** The CPU of a render's child processes, looked at while they run. */
export type ChildMeter = {
	readonly add: (pid: number) => void;
	/** Looks at those that run, and keeps what was seen. */
	readonly look: () => void;
	readonly usedMs: () => number;
	/** What they say themselves once they have ended, which is more exact than what was seen. */
	readonly finish: (ms: number) => void;
};

/** `cpuMsOf` gives null for a process that is gone: then what was seen of it last counts. */
export function createChildMeter(cpuMsOf: (pid: number) => number | null): ChildMeter {
	const seen = new Map<number, number>();
	let finalMs: number | null = null;
	const look = () => {
		for (const [pid, ms] of seen) seen.set(pid, Math.max(ms, cpuMsOf(pid) ?? 0));
	};
	return {
		add: (pid) => {
			seen.set(pid, 0);
		},
		look,
		usedMs: () => {
			if (finalMs !== null) return finalMs;
			look();
			return [...seen.values()].reduce((sum, ms) => sum + ms, 0);
		},
		finish: (ms) => {
			finalMs = ms;
		},
	};
}
