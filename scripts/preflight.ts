import { parseArgs } from "node:util";
import { runPreflight } from "../shared/app/preflight.ts";
import { checkServer } from "../shared/app/server-check.ts";
import { worstStatus } from "../shared/health/check.ts";
import { toPreflightAnswer } from "../shared/health/preflight.ts";
import { readEnv } from "../shared/platform/node/env.ts";
import { EXIT, printUsage, runCommand } from "./cli/exit.ts";
import { logCause } from "./cli/explain-failure.ts";
import { formatHealth } from "./cli/format-health.ts";

const USAGE = `Usage: npm run preflight -- [options]      (checks whether this machine can render videos)

With APPWRITE_ENDPOINT set, it also checks that Appwrite: its version and, with a key that has functions.read, whether the newest
deployments are active.

  --json             print the checks alone, as JSON, on stdout (use npm run -s)
  --help             print this help

Exit codes: 0 pass, 1 a check failed, 2 unknown flag.`;

const options = {
	json: { type: "boolean", default: false },
	help: { type: "boolean", default: false },
} as const;

await runCommand(USAGE, async () => {
	const { values } = parseArgs({ options, strict: true });
	if (values.help) return printUsage(USAGE);
	const env = readEnv();
	const ports = { onThrown: logCause };
	const results = (await Promise.all([runPreflight(env, ports), checkServer(env, ports)])).flat();
	const text = values.json ? JSON.stringify(results.map(toPreflightAnswer)) : formatHealth(results);
	process.stdout.write(`${text}\n`);
	return worstStatus(results) === "fail" ? EXIT.failed : EXIT.ok;
});
