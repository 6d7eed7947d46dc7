import { DAY_MS, HOUR_MS, MINUTE_MS } from "../core/time.ts";
import type { HealthVerdict } from "./health-check.ts";

/** A job that has ended, completed or failed, as far as its row tells. */
export type EndedJob = {
	readonly createdMs: number;
	/** Whether it failed for a reason that is not its maker's. */
	readonly isFailure: boolean;
};

/** The jobs that ended last, the newest first, and how long it is since each was asked for. */
export type FailureFacts = { readonly jobs: readonly EndedJob[]; readonly nowMs: number };

/** How many waits there are, and for how long the oldest has waited; null where none does. */
export type WaitFacts = { readonly count: number; readonly oldestMs: number | null };

const LAST = 10;
/** More failures than this are no chance. */
const FAILURES = 5;

/** Of the last ten. What is older than a day says nothing of today. */
export function judgeLastFailures({ jobs, nowMs }: FailureFacts): HealthVerdict {
	const last = jobs.filter(({ createdMs }) => nowMs - createdMs <= DAY_MS).slice(0, LAST);
	const failed = last.filter(({ isFailure }) => isFailure).length;
	const output = `${failed} of the last ${last.length} videos failed; their rows in renders say why.`;
	const status = failed > FAILURES ? "warn" : "pass";
	return { status, observedValue: failed, observedUnit: `of ${last.length} jobs`, output };
}

/** Of the last hour: more than five, and more than half. */
export function judgeHourlyFailures({ jobs, nowMs }: FailureFacts): HealthVerdict {
	const last = jobs.filter(({ createdMs }) => nowMs - createdMs <= HOUR_MS);
	const failed = last.filter(({ isFailure }) => isFailure).length;
	const share = last.length === 0 ? 0 : Math.round((failed / last.length) * 100);
	const output = `${failed} of the last hour's ${last.length} videos failed; their rows in renders say why.`;
	const status = failed > FAILURES && failed * 2 > last.length ? "warn" : "pass";
	return { status, observedValue: share, observedUnit: "percent", output };
}

/** The age of what is queued. A render takes at most 15 minutes, and the sweep starts what nobody took. */
export function judgeQueue({ count, oldestMs }: WaitFacts): HealthVerdict {
	return judgeAge({ count, oldestMs }, "jobs are queued", { warnMs: 20 * MINUTE_MS, failMs: HOUR_MS });
}

export function judgeStuck(count: number): HealthVerdict {
	const status = count === 0 ? "pass" : "warn";
	const output = `${count} attempts have lost their worker; the sweep takes them up.`;
	return { status, observedValue: count, observedUnit: "jobs", output };
}

/** Deliveries that are due. A receiver that is down is its owner's trouble; hundreds are ours. */
export function judgeWebhooks({ count, oldestMs }: WaitFacts): HealthVerdict {
	const what = "webhook deliveries are overdue";
	return judgeAge({ count, oldestMs }, what, { warnMs: 15 * MINUTE_MS, failMs: DAY_MS });
}

function judgeAge(
	{ count, oldestMs }: WaitFacts,
	what: string,
	{ warnMs, failMs }: { readonly warnMs: number; readonly failMs: number },
): HealthVerdict {
	const ageMs = oldestMs ?? 0;
	const seconds = Math.max(0, Math.round(ageMs / 1000));
	const oldest = count === 0 ? "" : `, the oldest for ${Math.round(ageMs / MINUTE_MS)} minutes`;
	const output = `${count} ${what}${oldest}.`;
	const status = ageMs > failMs ? "fail" : ageMs > warnMs ? "warn" : "pass";
	return { status, observedValue: seconds, observedUnit: "s", output };
}
