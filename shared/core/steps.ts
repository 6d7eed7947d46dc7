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
