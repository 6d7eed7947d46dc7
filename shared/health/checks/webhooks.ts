import { DAY_MS, MINUTE_MS } from "../../core/time.ts";
import { defineCheck } from "../check.ts";
import { DATABASE_ADVICE, evaluateWait, measureWait, SHORT_MS } from "../evaluate.ts";
import type { HealthPorts } from "../ports.ts";

/** How long deliveries are overdue. A receiver that is down is its owner's trouble; hundreds are ours. */
export const webhooks = defineCheck({
	name: "webhooks",
	key: "webhooks:backlog",
	limitMs: SHORT_MS,
	advice: DATABASE_ADVICE,
	probe: (ports: Pick<HealthPorts, "store" | "nowMs">) =>
		measureWait(ports, "deliveries", { state: "due" }, "nextAtMs"),
	evaluate: (wait) =>
		evaluateWait(wait, "webhook deliveries are overdue", { warnMs: 15 * MINUTE_MS, failMs: DAY_MS }),
});
