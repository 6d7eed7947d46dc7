import { ownCpuMs } from "../own-cpu.ts";

/** CPU milliseconds by stage. What else runs in this process meanwhile is in them too: they are for benchmarks. */
export type Stages = {
	/** What this process has used since the last call. */
	readonly own: (stage: string) => void;
	readonly child: (stage: string, ms: number) => void;
	readonly seen: () => Readonly<Record<string, number>>;
};

export function createStages(usedMs: () => number = ownCpuMs): Stages {
	const seen: Record<string, number> = {};
	let lastMs = usedMs();
	const add = (stage: string, ms: number) => {
		seen[stage] = Math.round((seen[stage] ?? 0) + ms);
	};
	return {
		own: (stage) => {
			const nowMs = usedMs();
			add(stage, nowMs - lastMs);
			lastMs = nowMs;
		},
		child: add,
		seen: () => seen,
	};
}
