import { parseArgs } from "node:util";
import { sweepPorts } from "../shared/app/sweep.ts";
import { deliverDueWebhooks } from "../shared/app/webhooks.ts";
import { toChatreelError } from "../shared/core/errors.ts";
import { readEnv } from "../shared/platform/node/env.ts";
import { type Sweep, sweep } from "../shared/service/jobs/sweep/sweep.ts";
import { EXIT, runCommand } from "./cli/exit.ts";
import { findServiceKey } from "./cli/find-service-key.ts";
import { formatTable } from "./cli/format-table.ts";
import { openAppwrite } from "./cli/open-appwrite.ts";
import { DEFAULT_DATA } from "./cli/root.ts";

const USAGE = `Usage: npm run sweep -- [options]

Finds jobs that nobody works on and lets them go on, charges attempts whose worker was lost, removes files that are no
job's, and tells the webhooks that are due. May be run at any time: a second one beside it does nothing. Works on the Appwrite of APPWRITE_ENDPOINT,
APPWRITE_PROJECT_ID and APPWRITE_API_KEY, else on the local one. Executions are started with SERVICE_KEY.

  --data DIR   the local Appwrite's data (default .local); executions are started where \`npm run dev\` runs on it
  --json       print the report as JSON (use npm run -s)
  --help       print this

Exit codes: 0 done, also where another sweep was under way; 1 a part failed; 2 unknown flag.`;

const PARTS = {
	settled: "attempts charged for lost workers",
	requeued: "jobs queued again",
	ended: "jobs ended",
	repaired: "rows of ended jobs repaired",
	undelivered: "undelivered requests started",
	started: "queued jobs started",
	removedFiles: "files removed that were no job's",
} as const satisfies Partial<Record<keyof Sweep, string>>;
const NAMES = Object.keys(PARTS) as (keyof typeof PARTS)[];

await runCommand(USAGE, async () => {
	const { values } = parseArgs({
		options: {
			data: { type: "string", default: DEFAULT_DATA },
			json: { type: "boolean", default: false },
			help: { type: "boolean", default: false },
		},
	});
	if (values.help) {
		process.stdout.write(`${USAGE}\n`);
		return EXIT.ok;
	}
	const env = readEnv();
	const appwrite = await openAppwrite(env, values.data);
	try {
		// Where no functions run, nothing can be started.
		const serviceKey = appwrite.runsFunctions ? findServiceKey(env, values.data) : undefined;
		const done = await sweep(sweepPorts(appwrite.connection, { serviceKey }), crypto.randomUUID());
		const webhooks = await deliverDueWebhooks(appwrite.connection, env);
		const told = `${webhooks.delivered.length} webhooks delivered, ${webhooks.failed.length} not yet`;
		const text = values.json
			? formatJson(done, serviceKey, webhooks)
			: `${formatText(done, serviceKey)}\n${told}`;
		process.stdout.write(`${text}\n`);
		return done.failures.length === 0 ? EXIT.ok : EXIT.failed;
	} finally {
		await appwrite.close();
	}
});

function formatJson({ failures, ...done }: Sweep, serviceKey: string | undefined, webhooks: object): string {
	const told = failures.map(({ part, error }) => ({ part, message: toChatreelError(error).message }));
	return JSON.stringify({ ...done, webhooks, canStart: serviceKey !== undefined, failures: told });
}

function formatText(done: Sweep, serviceKey: string | undefined): string {
	if (!done.ran) return "Another sweep is under way; nothing was done.";
	const rows = NAMES.map((name) => [
		String(done[name].length),
		PARTS[name],
		done[name].slice(0, 3).join(" "),
	]);
	const failed = done.failures.map(({ part, error }) => `FAILED ${part}: ${toChatreelError(error).message}`);
	const key =
		serviceKey === undefined ? ["Nothing can be started: no SERVICE_KEY, or no functions here."] : [];
	return [formatTable(rows), ...failed, ...key].join("\n");
}
