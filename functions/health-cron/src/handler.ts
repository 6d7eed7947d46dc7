import { cyclePorts } from "../../../shared/app/health-function.ts";
import type { AlertStore } from "../../../shared/health/alert-store.ts";
import { HEALTH_JSON } from "../../../shared/health/health-json.ts";
import { runHealthCycle } from "../../../shared/health/run-health-cycle.ts";
import type { FunctionContext } from "../../../shared/platform/http/function-context.ts";
import { respond } from "../../../shared/platform/http/respond.ts";

/**
 * Answers one execution, which cron starts with POST /. Never rejects. Needs no authentication: a call can only start a cycle, and
 * cannot disturb a running one.
 */
export function handle(context: FunctionContext, alerts: AlertStore): Promise<unknown> {
	return respond(context, () => {
		const handleCycle = async () => {
			const done = await runHealthCycle(cyclePorts(context, alerts));
			if (done === null)
				return { status: 200, body: { status: "pass", notes: ["Another tick is at work."] } };
			const headers = { "content-type": HEALTH_JSON };
			return { status: done.status === "fail" ? 503 : 200, body: done.report, headers };
		};
		return [{ method: "POST", path: "/", handle: handleCycle }];
	});
}
