import { HOUR_MS, MINUTE_MS } from "../../core/time.ts";
import { defineCheck } from "../check.ts";
import { DATABASE_ADVICE, evaluateWait, measureWait, SHORT_MS } from "../evaluate.ts";
import type { HealthPorts } from "../ports.ts";

/** How long jobs are queued. A render takes at most 15 minutes, and the sweep starts what nobody took. */
export const queue = defineCheck({
	name: "queue",
	key: "queue:age",
	limitMs: SHORT_MS,
	advice: DATABASE_ADVICE,
	alert: { forMs: 0, keepFiringForMs: 15 * MINUTE_MS },
	// By the row's last change: nothing writes to a job that waits, so that is when it was queued, the last time.
	probe: (ports: Pick<HealthPorts, "store" | "nowMs">) =>
		measureWait(ports, "jobs", { status: "queued", target: "bucket" }, "updatedAtMs"),
	evaluate: (wait) => evaluateWait(wait, "jobs are queued", { warnMs: 20 * MINUTE_MS, failMs: HOUR_MS }),
});
