import { parseArgs } from "node:util";
import { sweepPorts } from "../shared/app/sweep.ts";
import { deliverDueWebhooks } from "../shared/app/webhooks.ts";
import { toChatreelError } from "../shared/core/errors.ts";
import { createClient } from "../shared/platform/appwrite/client.ts";
import { readEnv } from "../shared/platform/node/env.ts";
import { type Sweep, sweep } from "../shared/service/jobs/sweep/sweep.ts";
import { EXIT, printUsage, runCommand } from "./cli/exit.ts";
import { findServiceKey } from "./cli/find-service-key.ts";
import { formatTable } from "./cli/format-table.ts";
import { openAppwrite } from "./cli/open-appwrite.ts";
import { DEFAULT_DATA } from "./cli/root.ts";

const USAGE = `Usage: npm run sweep -- [options]

Requeues jobs without a worker, charges attempts whose worker was lost, deletes files without a job, and sends due webhooks. Run it
at any time: a second sweep beside it does nothing. Works on the Appwrite of APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID and
APPWRITE_API_KEY, otherwise on the local one. Starts executions with SERVICE_KEY.

  --data DIR   data of the local Appwrite (default .local); executions start only while \`npm run dev\` runs on it
  --json       print the report as JSON (use npm run -s)
  --help       print this help

Exit codes: 0 done, also when another sweep is running; 1 a part failed; 2 unknown flag.`;

const PARTS = {
	settled: "attempts charged for lost workers",
	requeued: "jobs requeued",
	ended: "jobs ended",
	repaired: "rows of ended jobs repaired",
	undelivered: "undelivered requests started",
	started: "queued jobs started",
	removedFiles: "files without a job deleted",
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
	if (values.help) return printUsage(USAGE);
	const env = readEnv();
	const appwrite = await openAppwrite(env, values.data);
	try {
		const serviceKey = appwrite.runsFunctions ? findServiceKey(env, values.data) : undefined;
		const client = createClient(appwrite.connection);
		const done = await sweep(sweepPorts(client, { serviceKey }), crypto.randomUUID());
		const webhooks = await deliverDueWebhooks(client, env);
		const counts = `${webhooks.delivered.length} webhooks delivered, ${webhooks.failed.length} not yet`;
		const text = values.json
			? formatJson(done, serviceKey, webhooks)
			: `${formatText(done, serviceKey)}\n${counts}`;
		process.stdout.write(`${text}\n`);
		return done.failures.length === 0 ? EXIT.ok : EXIT.failed;
	} finally {
		await appwrite.close();
	}
});

function formatJson({ failures, ...done }: Sweep, serviceKey: string | undefined, webhooks: object): string {
	const failed = failures.map(({ part, error }) => ({ part, message: toChatreelError(error).message }));
	return JSON.stringify({ ...done, webhooks, canStart: serviceKey !== undefined, failures: failed });
}

function formatText(done: Sweep, serviceKey: string | undefined): string {
	if (!done.ran) return "Another sweep is running; nothing was done.";
	const rows = NAMES.map((name) => [
		String(done[name].length),
		PARTS[name],
		done[name].slice(0, 3).join(" "),
	]);
	const failed = done.failures.map(({ part, error }) => `FAILED ${part}: ${toChatreelError(error).message}`);
	const key =
		serviceKey === undefined
			? ["Nothing can be started: SERVICE_KEY is missing, or no functions run here."]
			: [];
	return [formatTable(rows), ...failed, ...key].join("\n");
}
