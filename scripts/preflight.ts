import { parseArgs } from "node:util";
import { runPreflight } from "../shared/app/preflight.ts";
import { checkServer } from "../shared/app/server-check.ts";
import type { Check } from "../shared/health/check.ts";
import { readEnv } from "../shared/platform/node/env.ts";
import { EXIT, printUsage, runCommand } from "./cli/exit.ts";
import { logCause } from "./cli/explain-failure.ts";
import { formatTable } from "./cli/format-table.ts";

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
	const checks = (await Promise.all([runPreflight(env, ports), checkServer(env, ports)])).flat();
	process.stdout.write(values.json ? `${JSON.stringify(checks)}\n` : `${formatChecks(checks)}\n`);
	return checks.every(({ ok }) => ok) ? EXIT.ok : EXIT.failed;
});

function formatChecks(checks: readonly Check[]): string {
	return formatTable(
		checks.map(({ ok, name, observed, unit, message }) => [
			ok ? "✓" : "✗",
			name,
			observed === null ? "–" : [observed, unit].filter((part) => part !== undefined).join(" "),
			message,
		]),
	);
}
