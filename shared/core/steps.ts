/** Work that may be interrupted: at each `yield` others of the process may have their turn. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Does all steps, now or little by little, and gives their result. */
export type RunSteps = <Result>(steps: Steps<Result>) => Promise<Result>;

/** All steps at once, for whoever shares its process with nobody. */
export function finishSteps<Result>(steps: Steps<Result>): Result {
	for (;;) {
		const { done, value } = steps.next();
		if (done === true) return value;
	}
}

export const runAtOnce: RunSteps = async (steps) => finishSteps(steps);

/** How work in steps shares a process with others. */
export type SliceOptions = {
	/** A slice ends with the first step after so long, in ms. */
	readonly sliceMs: number;
	/** Waits between two slices, of whomever they are; it is told how long the last one took, in ms. */
	readonly pause: (workedMs: number) => Promise<void>;
	/** Milliseconds of a clock that never goes back. */
	readonly nowMs?: () => number;
};

/** How one piece of work is watched. */
export type SliceWatch = {
	/** Runs a slice; here its CPU is measured. */
	readonly alone: <Result>(work: () => Result) => Result;
	/** Asked before each slice; throws where the work is to end. */
	readonly check: () => void;
};

export type Slices = (watch: SliceWatch) => RunSteps;

/** Runs work of several callers in slices, one slice of each in turn, with a pause after each. */
export function createSlices({ sliceMs, pause, nowMs = () => performance.now() }: SliceOptions): Slices {
	let last: Promise<void> = Promise.resolve();

	/** The turn of one slice: at its end the next one's begins. */
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
