import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { type Connection, createClient } from "../platform/appwrite/client.ts";
import type { Env } from "../platform/node/env.ts";
import { type Budget, findBudget } from "../service/quota/budget.ts";
import { monthOf } from "../service/quota/months.ts";
import { type Reconciled, reconcile } from "../service/quota/reconcile.ts";
import { type Recorded, recordSpent } from "../service/quota/record.ts";
import { type Report, reportOf } from "../service/quota/report.ts";
import type { Viewer } from "../service/quota/signed-links.ts";
import { TABLES } from "../service/tables.ts";
import { limitsIn } from "./limits.ts";

/** What the commands do with the budget of an Appwrite. */
export type QuotaOperator = {
	readonly month: string;
	readonly budget: (viewer: Viewer) => Promise<Budget>;
	readonly report: (viewer: Viewer) => Promise<Report>;
	readonly record: (jobId: string, ms: number) => Promise<Recorded>;
	readonly reconcile: (month: string) => Promise<Reconciled>;
};

export function openQuota(connection: Connection, env: Env, nowMs: number): QuotaOperator {
	const client = createClient(connection);
	const store = createAppwriteRowStore(client, TABLES);
	const limits = limitsIn(env);
	const month = monthOf(nowMs);
	const fixed = { store, limits, month, nowMs, warnShare: env.QUOTA_WARN };
	return {
		month,
		budget: (viewer) =>
			findBudget(
				store,
				{ month, userId: viewer.kind === "user" ? viewer.userId : null },
				limits,
				env.QUOTA_WARN,
			),
		report: (viewer) => reportOf({ ...fixed, viewer }),
		record: (jobId, ms) => recordSpent(store, { jobId, ms, month }),
		reconcile: (ofMonth) => reconcile(store, ofMonth),
	};
}
