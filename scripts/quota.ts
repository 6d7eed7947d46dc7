import { openQuota } from "../shared/app/quota.ts";
import { ChatreelError } from "../shared/core/errors.ts";
import { MINUTE_MS } from "../shared/core/time.ts";
import { type Env, readEnv } from "../shared/platform/node/env.ts";
import { findBudget, toCanRenderBody } from "../shared/service/quota/budget.ts";
import { toHours } from "../shared/service/quota/cpu-time.ts";
import { monthBefore } from "../shared/service/quota/months.ts";
import { reconcile } from "../shared/service/quota/reconcile.ts";
import { recordSpent } from "../shared/service/quota/record.ts";
import { buildReport } from "../shared/service/quota/report.ts";
import { toBudgetJson, toReportJson } from "../shared/service/quota/report-json.ts";
import { LINK_MS, signLink, type Viewer } from "../shared/service/quota/signed-links.ts";
import { TABLES } from "../shared/service/tables.ts";
import { EXIT, printUsage, runCommand, UsageError } from "./cli/exit.ts";
import { findServiceKey } from "./cli/find-service-key.ts";
import { openAppwrite } from "./cli/open-appwrite.ts";
import { formatBudget, formatHistory, formatReconciled } from "./quota-command/format-quota.ts";
import { readQuotaArguments, USAGE } from "./quota-command/quota-arguments.ts";

await runCommand(USAGE, async () => {
	const { action, user, json, data } = readQuotaArguments(process.argv.slice(2));
	const print = (value: object, text: string) =>
		process.stdout.write(`${json ? JSON.stringify(value) : text}\n`);
	if (action.kind === "help") return printUsage(USAGE);
	const env = readEnv();
	const viewer: Viewer = user === null ? { kind: "all" } : { kind: "user", userId: user };
	const appwrite = await openAppwrite(env, data);
	const quota = openQuota(appwrite.connection, env, Date.now());
	const { store } = quota;
	const readBudget = () =>
		findBudget(store, { month: quota.month, userId: user }, quota.limits, quota.warnShare);
	try {
		switch (action.kind) {
			case "check": {
				const budget = await readBudget();
				print(toBudgetJson(budget), formatBudget(budget));
				return EXIT.ok;
			}
			case "can-render": {
				const answer = toCanRenderBody(await readBudget(), action.minutes * MINUTE_MS);
				print(answer, `${answer.status}: ${answer.message}`);
				return answer.canRender ? EXIT.ok : EXIT.failed;
			}
			case "record": {
				const ms = Math.max(1, Math.round(action.minutes * MINUTE_MS));
				const { month, isNew } = await recordSpent(store, { jobId: action.jobId, ms, month: quota.month });
				const body = { recorded: true, isNew, jobId: action.jobId, month, minutes: ms / MINUTE_MS };
				const outcome = isNew
					? `were recorded in ${month}`
					: `had been recorded in ${month} before; nothing changed`;
				print({ ...body, hours: toHours(ms) }, `${body.minutes} minutes of ${action.jobId} ${outcome}.`);
				return EXIT.ok;
			}
			case "history": {
				const report = await buildReport({ ...quota, viewer });
				print(toReportJson(report), formatHistory(report));
				return EXIT.ok;
			}
			case "reconcile": {
				const months = action.month === null ? [quota.month, monthBefore(quota.month)] : [action.month];
				const all = [];
				for (const month of months) all.push(await reconcile(store, month));
				const shown = all.map(({ corrections, ...rest }) => ({
					...rest,
					corrections: corrections.map((each) => ({ ...each, table: TABLES[each.table].id })),
				}));
				print(shown, formatReconciled(all));
				if (all.every(({ busy }) => busy === 0)) return EXIT.ok;
				throw new ChatreelError("CONFLICT", "Some counters kept changing. Try again.");
			}
			case "link": {
				const link = await createLink(action.url, viewer, { env, data, domains: appwrite.domains });
				print(
					link,
					`${link.url}\n\nValid until ${link.expiresAt}. Shows ${user === null ? "all jobs" : `the share of ${user}`}.`,
				);
				return EXIT.ok;
			}
		}
	} finally {
		await appwrite.close();
	}
});

type LinkOptions = {
	readonly env: Env;
	readonly data: string;
	readonly domains: Readonly<Record<string, string>> | null;
};

/** Throws when no address of the function quota-report is known. */
async function createLink(
	url: string | null,
	viewer: Viewer,
	{ env, data, domains }: LinkOptions,
): Promise<{ readonly url: string; readonly expiresAt: string }> {
	const address = url ?? domains?.["quota-report"];
	if (address === undefined) {
		if (env.APPWRITE_ENDPOINT !== undefined)
			throw new UsageError("--url: expected the address (domain) of the function quota-report.");
		const message =
			"Nothing would answer the link. Start a local Appwrite with npm run dev, and leave it running.";
		throw new ChatreelError("DEPENDENCY_ERROR", message);
	}
	const key = findServiceKey(env, data);
	if (key === undefined) {
		throw new ChatreelError("DEPENDENCY_ERROR", "Set SERVICE_KEY to the key of the functions.");
	}
	const nowMs = Date.now();
	const token = await signLink(key, viewer, nowMs);
	return { url: `${address}/?link=${token}`, expiresAt: new Date(nowMs + LINK_MS).toISOString() };
}
