import { ChatreelError } from "../core/errors.ts";
import { isAdmin } from "../platform/appwrite/admins.ts";
import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { createClient, readConnection } from "../platform/appwrite/client.ts";
import { identifyCaller } from "../platform/appwrite/identity.ts";
import type { FunctionContext } from "../platform/http/function-context.ts";
import type { Env } from "../platform/node/env.ts";
import { type Budget, findBudget } from "../service/quota/budget.ts";
import { monthOf } from "../service/quota/months.ts";
import { type Recorded, recordSpent } from "../service/quota/record.ts";
import { type Report, reportOf } from "../service/quota/report.ts";
import { openLink, type Viewer } from "../service/quota/signed-links.ts";
import { TABLES } from "../service/tables.ts";
import { limitsIn } from "./limits.ts";

/** What quota-report reads and writes, for one execution. */
export type QuotaService = {
	/**
	 * For whom the report is: of a link, or of the caller. Rejects with UNAUTHENTICATED, also where a link is given that is not
	 * valid, whoever gives it.
	 */
	readonly viewer: () => Promise<Viewer>;
	/** Rejects with FORBIDDEN where the caller is no admin and no service. A link lets nobody write. */
	readonly requireAdmin: () => Promise<void>;
	readonly month: string;
	readonly report: (viewer: Viewer, month: string) => Promise<Report>;
	readonly budget: (viewer: Viewer) => Promise<Budget>;
	readonly record: (jobId: string, ms: number) => Promise<Recorded>;
};

export function openQuotaService(context: FunctionContext, env: Env): QuotaService {
	const connection = readConnection(context, env);
	const client = createClient(connection);
	const store = createAppwriteRowStore(client, TABLES);
	const nowMs = Date.now();
	const month = monthOf(nowMs);
	const limits = limitsIn(env);
	const fixed = { store, limits, warnShare: env.QUOTA_WARN, nowMs };
	const callerView = async (): Promise<Viewer> => {
		const caller = await identifyCaller(context, connection, env.SERVICE_KEY);
		if (caller.kind === "service" || (await isAdmin(caller, connection, env.ADMIN_TEAM_ID))) {
			return { kind: "all" };
		}
		return { kind: "user", userId: caller.userId };
	};
	return {
		month,
		viewer: async () => {
			const token = context.req.query["link"];
			if (token === undefined) return callerView();
			const { SERVICE_KEY: key } = env;
			const viewer = key === undefined ? null : await openLink(key, token, nowMs);
			if (viewer !== null) return viewer;
			throw new ChatreelError("UNAUTHENTICATED", "The link is not valid, or its ten minutes are over.");
		},
		requireAdmin: async () => {
			if ((await callerView()).kind === "all") return;
			throw new ChatreelError("FORBIDDEN", "This is for admins and service callers (x-chatreel-key).");
		},
		report: (viewer, ofMonth) => reportOf({ ...fixed, viewer, month: ofMonth }),
		budget: (viewer) =>
			findBudget(
				store,
				{ month, userId: viewer.kind === "user" ? viewer.userId : null },
				limits,
				env.QUOTA_WARN,
			),
		record: (jobId, ms) => recordSpent(store, { jobId, ms, month }),
	};
}
