import { HOUR_MS } from "../../core/time.ts";
import { computePercent, computeStatus, toUsage } from "../../service/quota/budget.ts";
import { toMonth } from "../../service/quota/months.ts";
import { defineCheck } from "../check.ts";
import { DATABASE_ADVICE, formatHours, roundPercent, SHORT_MS } from "../evaluate.ts";
import type { HealthPorts } from "../ports.ts";

type Measurement = {
	/** Spent and reserved, in CPU ms. */
	readonly committedMs: number;
	readonly limitMs: number;
	/** The share from which on it is a warning. */
	readonly warnShare: number;
};

const STATUSES = { OK: "pass", WARNING: "warn", EXHAUSTED: "fail" } as const;

export const quota = defineCheck({
	name: "quota",
	key: "quota:utilization",
	limitMs: SHORT_MS,
	advice: DATABASE_ADVICE,
	alert: { forMs: 0, keepFiringForMs: HOUR_MS },
	probe: async ({
		store,
		settings: { quotaLimitMs: limitMs, quotaWarnShare: warnShare },
		nowMs,
	}: Pick<HealthPorts, "store" | "settings" | "nowMs">): Promise<Measurement> => {
		const { committedMs } = toUsage(await store.find("months", toMonth(nowMs())));
		return { committedMs, limitMs, warnShare };
	},
	evaluate: (measurement) => {
		const { committedMs, limitMs } = measurement;
		return {
			status: STATUSES[computeStatus(measurement)],
			observedValue: roundPercent(computePercent(committedMs, limitMs)),
			observedUnit: "percent",
			output: `${formatHours(committedMs)} of ${formatHours(limitMs)} CPU hours are used or reserved this month.`,
		};
	},
});
