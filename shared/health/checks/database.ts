import { ChatreelError } from "../../core/errors.ts";
import { MINUTE_MS } from "../../core/time.ts";
import { defineCheck } from "../check.ts";
import { DATABASE_ADVICE, evaluateDuration, SHORT_MS } from "../evaluate.ts";
import type { HealthPorts } from "../ports.ts";
import { PROBE_STATUS } from "../stored-reports.ts";

/** Creates, reads and deletes a row. One that stays is removed with old reports. */
export const database = defineCheck({
	name: "database",
	key: "database:responseTime",
	componentType: "datastore",
	limitMs: SHORT_MS,
	advice: DATABASE_ADVICE,
	alert: { forMs: 0, keepFiringForMs: 15 * MINUTE_MS },
	probe: async ({ store }: Pick<HealthPorts, "store">) => {
		const id = `probe-${crypto.randomUUID().slice(0, 18)}`;
		const begunMs = performance.now();
		await store.create("reports", [{ id, status: PROBE_STATUS }]);
		const found = await store.find("reports", id, []);
		await store.remove("reports", id);
		if (found !== null) return performance.now() - begunMs;
		throw new ChatreelError("DEPENDENCY_ERROR", "A row that was just written cannot be read");
	},
	evaluate: (tookMs) => evaluateDuration(tookMs, "A row was written, read and deleted"),
});
