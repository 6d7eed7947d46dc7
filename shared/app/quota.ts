import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { type Connection, createClient } from "../platform/appwrite/client.ts";
import type { Env } from "../platform/node/env.ts";
import { toMonth } from "../service/quota/months.ts";
import type { ReportOptions } from "../service/quota/report.ts";
import { TABLES } from "../service/tables.ts";
import { limitsIn } from "./limits.ts";

/** What the report and the commands need to read and write the budget of the current month. */
export type QuotaContext = Omit<ReportOptions, "viewer">;

export function openQuota(connection: Connection, env: Env, nowMs: number): QuotaContext {
	return {
		store: createAppwriteRowStore(createClient(connection), TABLES),
		month: toMonth(nowMs),
		limits: limitsIn(env),
		warnShare: env.QUOTA_WARN,
		nowMs,
	};
}
