import { readEnv } from "../../../shared/platform/env.ts";
import type { FunctionContext } from "../../../shared/platform/function-context.ts";
import { callerOf } from "../../../shared/platform/identity.ts";
import { respond } from "../../../shared/platform/respond.ts";
import { limitsOf } from "../../../shared/quota/budget.ts";
import { monthEnd, monthOf } from "../../../shared/quota/months.ts";
import { connectionOf } from "../../../shared/wiring/connection.ts";
import { readUsage } from "../../../shared/wiring/quota-function.ts";

/** Answers one execution. Never rejects. */
export function handle(context: FunctionContext): Promise<unknown> {
	return respond(context, () => {
		const env = readEnv();
		const connection = connectionOf(context, env);
		const handleReport = async () => {
			await callerOf(context, connection, env.SERVICE_KEY);
			const limits = limitsOf({ hours: env.QUOTA_HOURS, userShare: env.QUOTA_USER_SHARE });
			const month = monthOf(Date.now());
			const { committedMs, spentMs, jobs } = await readUsage(connection, month);
			const seconds = {
				limitSeconds: limits.monthMs / 1000,
				committedSeconds: committedMs / 1000,
				spentSeconds: spentMs / 1000,
			};
			return { status: 200, body: { month, ...seconds, jobs, resetsAt: monthEnd(month) } };
		};
		return [{ method: "GET", path: "/", handle: handleReport }];
	});
}
