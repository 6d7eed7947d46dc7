import { toChatreelError } from "../core/errors.ts";
import { type Sleep, withLimit } from "../core/time.ts";

/** What a repair has done. */
export type Repaired = {
	readonly done: number;
	/** Whether there is more, for the next cycle. */
	readonly isMore: boolean;
};

export type Repair = {
	readonly name: string;
	/** What `done` counts, for the report: "videos deleted". */
	readonly counted: string;
	/** Does what there is room for, piece by piece; what is left is found again by the next cycle. */
	readonly run: (room: Remaining) => Promise<Repaired>;
};

/** What is left for a piece of work. */
export type Remaining = {
	readonly remainingMs: () => number;
	/** Calls of Appwrite. */
	readonly remainingCalls: () => number;
};

export type RepairOutcome = Repaired & {
	readonly name: string;
	readonly counted: string;
	/** Why it did not end; null where it did. */
	readonly failure: string | null;
};

export type RepairOptions = {
	/** That of all repairs together. */
	readonly room: Remaining;
	readonly onThrown: (name: string, thrown: unknown) => void;
	readonly sleep?: Sleep;
};

/**
 * Runs all repairs, one after the other, each with an equal part of the time and calls that are left: so none takes the others' turn,
 * however much it has to do, and the last has what the others did not need. Never rejects.
 */
export async function runRepairs(
	repairs: readonly Repair[],
	{ room, onThrown, sleep }: RepairOptions,
): Promise<readonly RepairOutcome[]> {
	const outcomes: RepairOutcome[] = [];
	for (const [index, { name, counted, run }] of repairs.entries()) {
		const part = takePart(room, repairs.length - index);
		try {
			const repaired = await withLimit(() => run(part), part.remainingMs(), { sleep });
			outcomes.push({ name, counted, ...repaired, failure: null });
		} catch (thrown) {
			onThrown(name, thrown);
			const failure = toChatreelError(thrown).message;
			outcomes.push({ name, counted, done: 0, isMore: true, failure });
		}
	}
	return outcomes;
}

/** One of `parts` equal parts. */
function takePart({ remainingMs, remainingCalls }: Remaining, parts: number): Remaining {
	const othersMs = remainingMs() - Math.floor(remainingMs() / parts);
	const othersCalls = remainingCalls() - Math.floor(remainingCalls() / parts);
	return {
		remainingMs: () => Math.max(0, remainingMs() - othersMs),
		remainingCalls: () => Math.max(0, remainingCalls() - othersCalls),
	};
}

/** What was done, and what is left: nothing where there was nothing to do. */
export function describeRepairs(outcomes: readonly RepairOutcome[]): readonly string[] {
	return outcomes.flatMap(({ done, isMore, counted, failure }) => {
		if (failure !== null || (done === 0 && !isMore)) return [];
		return [`${done} ${counted}${isMore ? ", and there are more for the next tick" : ""}`];
	});
}
