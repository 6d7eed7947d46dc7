/** Work that can be paused at each `yield`, so that other work of the process can run. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Runs all steps, at once or in slices, and returns their result. */
export type RunSteps = <Result>(steps: Steps<Result>) => Promise<Result>;

/** Runs all steps at once, for a process that serves one caller. */
export function finishSteps<Result>(steps: Steps<Result>): Result {
	for (;;) {
		const { done, value } = steps.next();
		if (done === true) return value;
	}
}

export const runAtOnce: RunSteps = async (steps) => finishSteps(steps);

type SliceOptions = {
	/** A slice ends with the first step that passes this time. */
	readonly sliceMs: number;
	/** Called between two slices with the duration of the first. */
	readonly pause: (workedMs: number) => Promise<void>;
	/** A monotonic clock. */
	readonly nowMs?: () => number;
};

type SliceWatch = {
	/** Runs one slice; the caller measures its CPU here. */
	readonly alone: <Result>(work: () => Result) => Result;
	/** Called before each slice; throws to end the work. */
	readonly check: () => void;
};

export type Slices = (watch: SliceWatch) => RunSteps;

/** Interleaves the work of several callers, one slice each in turn. */
export function createSlices({ sliceMs, pause, nowMs = () => performance.now() }: SliceOptions): Slices {
	let last: Promise<void> = Promise.resolve();

	/** Runs one slice when the slice before it and its pause are over. */
	const inTurn = async <Result>(slice: () => Result): Promise<Result> => {
		const before = last;
		const { promise, resolve } = Promise.withResolvers<void>();
		last = promise;
		await before;
		const beganMs = nowMs();
		try {
			return slice();
		} finally {
			void pause(nowMs() - beganMs).finally(resolve);
		}
	};

	const advance = <Result>(steps: Steps<Result>): IteratorResult<undefined, Result> => {
		const endsAt = nowMs() + sliceMs;
		for (;;) {
			const step = steps.next();
			if (step.done === true || nowMs() >= endsAt) return step;
		}
	};

	return ({ alone, check }) =>
		async (steps) => {
			for (;;) {
				check();
				const step = await inTurn(() => alone(() => advance(steps)));
				if (step.done === true) return step.value;
			}
		};
}
