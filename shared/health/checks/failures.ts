import { isKind } from "../../core/errors.ts";
import { DAY_MS, MINUTE_MS } from "../../core/time.ts";
import { defineCheck } from "../check.ts";
import { DATABASE_ADVICE, SHORT_MS } from "../evaluate.ts";
import type { HealthPorts } from "../ports.ts";

/** The jobs that ended last, the newest first. */
type Measurement = {
	readonly nowMs: number;
	readonly jobs: readonly {
		readonly createdMs: number;
		/** Failed, and not because its request was not valid: that is its maker's own failure. */
		readonly isFailure: boolean;
	}[];
};

/** Enough for the last ten and a busy hour; the text of an error may have 100 kB. */
const JOBS_READ = 50;

/** In one call, of few rows. */
export async function readEndedJobs({
	store,
	nowMs,
}: Pick<HealthPorts, "store" | "nowMs">): Promise<Measurement> {
	const rows = await store.list("jobs", {
		where: { status: ["completed", "failed"] },
		orderBy: "createdAtMs",
		isDescending: true,
		limit: JOBS_READ,
		fields: ["createdAtMs", "status", "error"],
	});
	const jobs = rows.map(({ createdAtMs, status, error }) => ({
		createdMs: createdAtMs,
		isFailure: status === "failed" && !isKind(error, "INVALID_INPUT"),
	}));
	return { nowMs: nowMs(), jobs };
}

const LAST = 10;
/** More failures than this are no chance. */
export const FAILURES = 5;

/** Of the last ten. What is older than a day says nothing of today. */
export const failures = defineCheck({
	name: "failures",
	key: "renders:failuresOfLastTen",
	limitMs: SHORT_MS,
	advice: DATABASE_ADVICE,
	alert: { forMs: 0, keepFiringForMs: 15 * MINUTE_MS },
	probe: readEndedJobs,
	evaluate: ({ jobs, nowMs }) => {
		const last = jobs.filter(({ createdMs }) => nowMs - createdMs <= DAY_MS).slice(0, LAST);
		const failed = last.filter(({ isFailure }) => isFailure).length;
		return {
			status: failed > FAILURES ? "warn" : "pass",
			observedValue: failed,
			observedUnit: `of ${last.length} jobs`,
			output: `${failed} of the last ${last.length} videos failed; their rows in renders say why.`,
		};
	},
});
