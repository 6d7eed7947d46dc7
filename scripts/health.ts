import { join } from "node:path";
import { parseArgs } from "node:util";
import { type HealthCommand, openHealth } from "../shared/app/health-command.ts";
import { RELEASE } from "../shared/app/release.ts";
import { toChatreelError } from "../shared/core/errors.ts";
import { worstStatus } from "../shared/health/check.ts";
import { toHealthJson } from "../shared/health/health-json.ts";
import { inspectEnv, readFunctionVariables } from "../shared/platform/node/env.ts";
import { buildBundles } from "./build/build-bundles.ts";
import { printUsage, runCommand, UsageError } from "./cli/exit.ts";
import { logCause } from "./cli/explain-failure.ts";
import { findServiceKey } from "./cli/find-service-key.ts";
import { formatHealth, HEALTH_SYMBOLS } from "./cli/format-health.ts";
import { openAppwrite } from "./cli/open-appwrite.ts";
import { DEFAULT_DATA, ROOT } from "./cli/root.ts";

const USAGE = `Usage: npm run health -- [options]      (checks the whole deployment; repairs nothing)

  --json         print the report as health+json on stdout (use npm run -s); with --test-alert, its results
  --test-alert   send a test message to every configured channel, and print the results
  --data DIR     data of the local Appwrite (default .local)
  --help         print this help

Checks the Appwrite of APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID and APPWRITE_API_KEY, or the local one. The function render is called
with SERVICE_KEY.

Exit codes: 0 pass, 1 warn, 2 fail, unknown flag, an alert that did not arrive, or nothing could be checked.`;

const EXITS = { pass: 0, warn: 1, fail: 2 } as const;

await runCommand(USAGE, main, EXITS.fail);

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			json: { type: "boolean", default: false },
			"test-alert": { type: "boolean", default: false },
			data: { type: "string", default: DEFAULT_DATA },
			help: { type: "boolean", default: false },
		},
	});
	if (values.help) return printUsage(USAGE);
	const { env, faults } = inspectEnv();
	// Without a valid endpoint the local Appwrite would be checked instead.
	const endpointFault = faults.find((fault) => fault.startsWith("APPWRITE_ENDPOINT"));
	if (endpointFault !== undefined) throw new UsageError(endpointFault);
	const isLocal = env.APPWRITE_ENDPOINT === undefined;
	const SERVICE_KEY = findServiceKey(env, values.data);
	// This process may start the local Appwrite, whose functions are checked too.
	if (isLocal) await buildBundles(ROOT, join(ROOT, "dist"), env.EMOJI_FONT);
	const variables = { ...readFunctionVariables(), ...(SERVICE_KEY === undefined ? {} : { SERVICE_KEY }) };
	const { connection, close } = await openAppwrite(env, values.data, variables);
	try {
		const health = openHealth(connection, { ...env, SERVICE_KEY }, faults, logCause);
		return values["test-alert"]
			? await testAlert(health, faults.filter(isAlertFault), values.json)
			: await showChecks(health, values.json);
	} finally {
		await close();
	}
}

async function showChecks(health: HealthCommand, isJson: boolean): Promise<number> {
	const results = await health.check();
	const status = worstStatus(results);
	if (isJson) {
		process.stdout.write(`${JSON.stringify(toHealthJson(results, { releaseId: RELEASE, notes: [] }))}\n`);
	} else {
		process.stdout.write(
			`${formatHealth(results)}\n\n${status === "pass" ? "All systems operational" : status}\n`,
		);
	}
	return EXITS[status];
}

function isAlertFault(fault: string): boolean {
	return /^(ALERT_|WEBHOOK_SECRET|ALLOW_PRIVATE_WEBHOOKS)/.test(fault);
}

async function testAlert(
	health: HealthCommand,
	variableFaults: readonly string[],
	isJson: boolean,
): Promise<number> {
	const deliveries = await health.testAlert();
	const isUnset = deliveries.length === 0 && variableFaults.length === 0;
	const faults = isUnset
		? ["No channel is set: set ALERT_WEBHOOK_URL, ALERT_TOPIC_ID, or both."]
		: variableFaults;
	const channels = deliveries.map(({ channel, failure }) => ({
		channel,
		status: failure === null ? ("pass" as const) : ("fail" as const),
		output: failure === null ? "took a test message" : toChatreelError(failure).message,
	}));
	const status = faults.length === 0 && channels.every((each) => each.status === "pass") ? "pass" : "fail";
	const lines = channels.map((each) => `${HEALTH_SYMBOLS[each.status]} ${each.channel}: ${each.output}`);
	const text = isJson ? JSON.stringify({ status, channels, faults }) : [...faults, ...lines].join("\n");
	process.stdout.write(`${text}\n`);
	return EXITS[status];
}
