import { IN_PROGRESS } from "../../service/jobs/states.ts";
import { defineCheck } from "../check.ts";
import { DATABASE_ADVICE, SHORT_MS } from "../evaluate.ts";
import type { HealthPorts } from "../ports.ts";

/** A worker writes its progress every 2 s, and a stage that has none takes less. */
const SILENT_MS = 300_000;
/** A lease that ended just now may be renewed yet. */
const LEASE_GRACE_MS = 30_000;

export const stuckJobs = defineCheck({
	name: "stuck-jobs",
	key: "renders:stuck",
	limitMs: SHORT_MS,
	advice: DATABASE_ADVICE,
	// By their leases, and by their rows where no attempt tells: the same jobs, mostly, so not the sum.
	probe: async ({ store, nowMs }: Pick<HealthPorts, "store" | "nowMs">) => {
		const before = (ageMs: number) => ({ before: nowMs() - ageMs });
		const counts = await Promise.all([
			store.count("attempts", { state: "reserved", leaseUntilMs: before(LEASE_GRACE_MS) }),
			store.count("jobs", { status: IN_PROGRESS, updatedAtMs: before(SILENT_MS) }),
		]);
		return Math.max(...counts);
	},
	evaluate: (count) => ({
		status: count === 0 ? "pass" : "warn",
		observedValue: count,
		observedUnit: "jobs",
		output: `${count} attempts have lost their worker; the sweep takes them up.`,
	}),
});
