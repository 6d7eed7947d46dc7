import { HOUR_MS, MINUTE_MS } from "../../core/time.ts";
import { computePercent } from "../../service/quota/budget.ts";
import { computeForecast } from "../../service/quota/forecast.ts";
import { monthEnd, monthStart } from "../../service/quota/months.ts";
import { defineCheck, type Measure } from "../check.ts";
import { DATABASE_ADVICE, formatHours, LONG_MS, roundPercent } from "../evaluate.ts";
import type { HealthPorts } from "../ports.ts";
import { compareMonths } from "./ledger.ts";

type Ports = Pick<HealthPorts, "store" | "settings" | "nowMs">;

type Measurement = {
	/** What the month will have used at its end if it goes on like this, in CPU ms. */
	readonly forecastMs: number;
	readonly limitMs: number;
};

export const quotaForecast = defineCheck({
	name: "quota-forecast",
	key: "quota:forecast",
	limitMs: LONG_MS,
	advice: DATABASE_ADVICE,
	alert: { forMs: 30 * MINUTE_MS, keepFiringForMs: HOUR_MS },
	probe: async ({ settings: { quotaLimitMs: limitMs }, nowMs }: Ports, measure: Measure<Ports>) => {
		const [{ month, committedMs, recentMs }] = await measure(compareMonths);
		const [fromMs, toMs] = [monthStart(month), Date.parse(monthEnd(month))];
		const { endMs } = computeForecast({ nowMs: nowMs(), fromMs, toMs, committedMs, limitMs, recentMs });
		return { forecastMs: endMs, limitMs };
	},
	evaluate: ({ forecastMs, limitMs }: Measurement) => {
		const percent = computePercent(forecastMs, limitMs);
		return {
			status: percent > 100 ? "warn" : "pass",
			observedValue: roundPercent(percent),
			observedUnit: "percent",
			output: `At this pace the month will use ${formatHours(forecastMs)} of ${formatHours(limitMs)} CPU hours.`,
		};
	},
});
