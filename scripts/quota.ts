import { openQuota } from "../shared/app/quota-command.ts";
import { ChatreelError } from "../shared/core/errors.ts";
import { MINUTE_MS } from "../shared/core/time.ts";
import { readEnv } from "../shared/platform/node/env.ts";
import { canRenderAnswer } from "../shared/service/quota/budget.ts";
import { hoursOf } from "../shared/service/quota/hours.ts";
import { monthBefore } from "../shared/service/quota/months.ts";
import { budgetJson, reportJson } from "../shared/service/quota/report-json.ts";
import type { Viewer } from "../shared/service/quota/signed-links.ts";
import { TABLES } from "../shared/service/tables.ts";
import { EXIT, runCommand } from "./cli/exit.ts";
import { openAppwrite } from "./cli/open-appwrite.ts";
import { formatBudget, formatHistory, formatReconciled } from "./quota-command/format-quota.ts";
import { createLink } from "./quota-command/link.ts";
import { readQuotaArguments, USAGE } from "./quota-command/quota-arguments.ts";

await runCommand(USAGE, async () => {
	const { action, user, json, data } = readQuotaArguments(process.argv.slice(2));
	const print = (value: object, words: string) =>
		process.stdout.write(`${json ? JSON.stringify(value) : words}\n`);
	if (action.kind === "help") {
		process.stdout.write(`${USAGE}\n`);
		return EXIT.ok;
	}
	const env = readEnv();
	const viewer: Viewer = user === null ? { kind: "all" } : { kind: "user", userId: user };
	const appwrite = await openAppwrite(env, data);
	const quota = openQuota(appwrite.connection, env, Date.now());
	try {
		switch (action.kind) {
			case "check": {
				const budget = await quota.budget(viewer);
				print(budgetJson(budget), formatBudget(budget));
				return EXIT.ok;
			}
			case "can-render": {
				const answer = canRenderAnswer(await quota.budget(viewer), action.minutes * MINUTE_MS);
				print(answer, `${answer.status}: ${answer.message}`);
				return answer.canRender ? EXIT.ok : EXIT.failed;
			}
			case "record": {
				const ms = Math.max(1, Math.round(action.minutes * MINUTE_MS));
				const { month, isNew } = await quota.record(action.jobId, ms);
				const body = { recorded: true, isNew, jobId: action.jobId, month, minutes: ms / MINUTE_MS };
				const words = isNew
					? `are counted in ${month}`
					: `were counted in ${month} before; nothing was changed`;
				print({ ...body, hours: hoursOf(ms) }, `${body.minutes} minutes of ${action.jobId} ${words}.`);
				return EXIT.ok;
			}
			case "history": {
				const report = await quota.report(viewer);
				print(reportJson(report), formatHistory(report));
				return EXIT.ok;
			}
			case "reconcile": {
				const months = action.month === null ? [quota.month, monthBefore(quota.month)] : [action.month];
				const all = [];
				for (const month of months) all.push(await quota.reconcile(month));
				const shown = all.map(({ corrections, ...rest }) => ({
					...rest,
					corrections: corrections.map((each) => ({ ...each, table: TABLES[each.table].id })),
				}));
				print(shown, formatReconciled(all));
				if (all.every(({ busy }) => busy === 0)) return EXIT.ok;
				throw new ChatreelError("CONFLICT", "Some counters changed all the while. Try again.");
			}
			case "link": {
				const link = await createLink(action.url, viewer, { env, data, domains: appwrite.domains });
				print(
					link,
					`${link.url}\n\nIt lives until ${link.expiresAt}, and shows ${user === null ? "everything" : `the share of ${user}`}.`,
				);
				return EXIT.ok;
			}
		}
	} finally {
		await appwrite.close();
	}
});
