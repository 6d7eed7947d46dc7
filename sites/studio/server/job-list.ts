import { type ReadonlySignal, signal } from "@preact/signals";
import { hasEnded, type VideoJob } from "./video-job.ts";

/** The jobs of the user, the newest first. */
export type JobList = {
	readonly jobs: ReadonlySignal<readonly VideoJob[]>;
	/** How many have ended while the page looked. */
	readonly endedCount: ReadonlySignal<number>;
	/** A job that was just asked for, before the server tells of it. */
	readonly begin: (id: string) => void;
	/** It was not taken. */
	readonly fail: (id: string, words: string) => void;
	/** What realtime tells of one. */
	readonly put: (job: VideoJob) => void;
	/** What the server has. Others stay: they may be newer than the list. */
	readonly merge: (jobs: readonly VideoJob[]) => void;
	readonly remove: (id: string) => void;
	readonly clear: () => void;
	/** The server does not know it. */
	readonly isLocal: (id: string) => boolean;
	readonly isWaiting: () => boolean;
};

const NEW = {
	...{ percent: 0, etaSeconds: null, file: null, isDeleted: false },
	...{ durationSeconds: 0, bytes: 0, cpuSeconds: 0, words: null },
} as const;

export function createJobList(): JobList {
	const jobs = signal<readonly VideoJob[]>([]);
	const endedCount = signal(0);
	/** Asked for, and not heard of. */
	const local = new Set<string>();
	/** A list that was on its way when they were deleted still has them. */
	const removed = new Set<string>();

	const set = (next: ReadonlyMap<string, VideoJob>) => {
		const before = new Map(jobs.peek().map((job) => [job.id, job]));
		const ended = [...next.values()].filter((job) => {
			const known = before.get(job.id);
			return known !== undefined && !hasEnded(known) && hasEnded(job);
		});
		jobs.value = [...next.values()].sort((a, b) => b.createdAtMs - a.createdAtMs);
		if (ended.length > 0) endedCount.value += ended.length;
	};
	const without = (id: string) =>
		new Map(jobs.peek().flatMap((job) => (job.id === id ? [] : [[job.id, job]])));
	/** Messages and lists overtake each other: a job that has ended does not go on again. */
	const newer = (known: VideoJob | undefined, job: VideoJob) =>
		known !== undefined && hasEnded(known) && !hasEnded(job) ? known : job;
	const put = (job: VideoJob) => {
		if (removed.has(job.id)) return;
		const known = local.delete(job.id) ? undefined : jobs.peek().find(({ id }) => id === job.id);
		const rest = without(job.id);
		set(job.isDeleted ? rest : rest.set(job.id, newer(known, job)));
	};

	return {
		...{ jobs, endedCount, put },
		begin: (id) => {
			local.add(id);
			set(without(id).set(id, { ...NEW, id, createdAtMs: Date.now(), status: "queued" }));
		},
		fail: (id, words) => {
			const known = jobs.peek().find((job) => job.id === id);
			// The answer was lost, and the server has it all the same.
			if (known === undefined || !local.has(id)) return;
			set(without(id).set(id, { ...known, status: "failed", words }));
		},
		merge: (listed) => {
			for (const job of listed) put(job);
		},
		remove: (id) => {
			removed.add(id);
			local.delete(id);
			set(without(id));
		},
		clear: () => {
			local.clear();
			set(new Map());
		},
		isLocal: (id) => local.has(id),
		isWaiting: () => jobs.peek().some((job) => !hasEnded(job)),
	};
}
