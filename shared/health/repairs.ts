import { toChatreelError } from "../core/errors.ts";
import type { Sleep } from "../core/sleep.ts";
import type { HealthCheck } from "./health-check.ts";
import { withLimit } from "./with-limit.ts";

/** What a repair has done. */
export type Repaired = {
	readonly done: number;
	/** Whether there is more, for the next tick. */
	readonly isMore: boolean;
};

export type Repair = {
	readonly name: string;
	/** What `done` counts, for the report: "videos deleted". */
	readonly counted: string;
	/** Does what it can before `deadline`; what is left is found again by the next tick. */
	readonly run: (deadline: RepairDeadline) => Promise<Repaired>;
};

export type RepairDeadline = { readonly remainingMs: () => number };

export type RepairOutcome = Repaired & {
	readonly name: string;
	readonly counted: string;
	/** Why it did not end; null where it did. */
	readonly failure: string | null;
};

export type RepairOptions = {
	/** The end of all repairs together. */
	readonly deadline: RepairDeadline;
	readonly onThrown: (name: string, thrown: unknown) => void;
	readonly sleep?: Sleep;
};

/**
 * Runs all repairs, one after the other, each with an equal part of the time that is left: so none takes the others' turn, however
 * much it has to do. Never rejects.
 */
export async function runRepairs(
	repairs: readonly Repair[],
	{ deadline, onThrown, sleep }: RepairOptions,
): Promise<readonly RepairOutcome[]> {
	const outcomes: RepairOutcome[] = [];
	for (const [index, { name, counted, run }] of repairs.entries()) {
		const partMs = deadline.remainingMs() / (repairs.length - index);
		const endsAtMs = deadline.remainingMs() - partMs;
		const part = { remainingMs: () => Math.max(0, deadline.remainingMs() - endsAtMs) };
		try {
			const repaired = await withLimit(() => run(part), partMs, sleep);
			outcomes.push({ name, counted, ...repaired, failure: null });
		} catch (thrown) {
			onThrown(name, thrown);
			const failure = toChatreelError(thrown).message;
			outcomes.push({ name, counted, done: 0, isMore: true, failure });
		}
	}
	return outcomes;
}

/** The repairs as a check: what cannot be repaired is trouble too. */
export function checkOfRepairs(outcomes: readonly RepairOutcome[], nowMs: number): HealthCheck {
	const failed = outcomes.filter(({ failure }) => failure !== null);
	const words = failed.map(({ name, failure }) => `${name}: ${failure}`).join(" ");
	return {
		...{ name: "repairs", key: "health-cron:repairs", componentType: "component" },
		status: failed.length === 0 ? "pass" : "warn",
		...{ observedValue: failed.length, observedUnit: "failed" },
		output: failed.length === 0 ? "All repairs went through." : words,
		time: new Date(nowMs).toISOString(),
	};
}

/** What was done, and what is left: nothing where there was nothing to do. */
export function notesOf(outcomes: readonly RepairOutcome[]): readonly string[] {
	return outcomes.flatMap(({ done, isMore, counted, failure }) => {
		if (failure !== null || (done === 0 && !isMore)) return [];
		return [`${done} ${counted}${isMore ? ", and there are more for the next tick" : ""}`];
	});
}
