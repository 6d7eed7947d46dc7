import { readEnv } from "../../../shared/platform/env.ts";
import type { FunctionContext } from "../../../shared/platform/function-context.ts";
import { respond } from "../../../shared/platform/respond.ts";
import { monthOf } from "../../../shared/quota/months.ts";
import { connectionOf } from "../../../shared/wiring/connection.ts";
import { readUsage } from "../../../shared/wiring/quota-function.ts";

/** Answers one execution, which cron starts with POST /. Never rejects. So far it looks whether the database answers. */
export function handle(context: FunctionContext): Promise<unknown> {
	return respond(context, () => {
		const look = async () => {
			const env = readEnv();
			await readUsage(connectionOf(context, env), monthOf(Date.now()));
			return { status: 200, body: { status: "pass", checks: [{ name: "database", ok: true }] } };
		};
		return [{ method: "POST", path: "/", handle: look }];
	});
}
