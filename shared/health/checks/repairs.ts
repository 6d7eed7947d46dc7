import { defineCheck } from "../check.ts";
import { SHORT_MS } from "../evaluate.ts";
import type { RepairOutcome } from "../run-repairs.ts";

/** Whether the repairs of this cycle went through: what cannot be repaired is trouble too. */
export const repairs = defineCheck({
	name: "repairs",
	key: "health-cron:repairs",
	limitMs: SHORT_MS,
	advice: "Look at the log of health-cron.",
	probe: async ({ outcomes }: { readonly outcomes: readonly RepairOutcome[] }) => outcomes,
	evaluate: (outcomes) => {
		const failed = outcomes.filter(({ failure }) => failure !== null);
		const words = failed.map(({ name, failure }) => `${name}: ${failure}`).join(" ");
		return {
			status: failed.length === 0 ? "pass" : "warn",
			observedValue: failed.length,
			observedUnit: "failed",
			output: failed.length === 0 ? "All repairs went through." : words,
		};
	},
});
