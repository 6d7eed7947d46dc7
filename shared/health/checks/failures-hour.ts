import { HOUR_MS, MINUTE_MS } from "../../core/time.ts";
import { defineCheck } from "../check.ts";
import { DATABASE_ADVICE, SHORT_MS } from "../evaluate.ts";
import { FAILURES, readEndedJobs } from "./failures.ts";

/** Of the last hour: more than five, and more than half. */
export const failuresHour = defineCheck({
	name: "failures-hour",
	key: "renders:failuresOfLastHour",
	limitMs: SHORT_MS,
	advice: DATABASE_ADVICE,
	alert: { forMs: 0, keepFiringForMs: 15 * MINUTE_MS },
	probe: readEndedJobs,
	evaluate: ({ jobs, nowMs }) => {
		const last = jobs.filter(({ createdMs }) => nowMs - createdMs <= HOUR_MS);
		const failed = last.filter(({ isFailure }) => isFailure).length;
		return {
			status: failed > FAILURES && failed * 2 > last.length ? "warn" : "pass",
			observedValue: last.length === 0 ? 0 : Math.round((failed / last.length) * 100),
			observedUnit: "percent",
			output: `${failed} of the last hour's ${last.length} videos failed; their rows in renders say why.`,
		};
	},
});
