import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createClient } from "../shared/platform/appwrite/client.ts";
import { readEnv, readFunctionVariables } from "../shared/platform/node/env.ts";
import { EXIT, printUsage, runCommand } from "./cli/exit.ts";
import { requireConnection } from "./cli/require-connection.ts";
import { ROOT } from "./cli/root.ts";
import { applySteps } from "./provision/apply-steps.ts";
import { parseDeclaration } from "./provision/declaration.ts";
import { explainRefusal, requireServer } from "./provision/explain-refusal.ts";
import { isDifference, planSteps } from "./provision/plan-steps.ts";
import { readPresent } from "./provision/read-present.ts";
import type { Step } from "./provision/step.ts";

const USAGE = `Usage: npm run provision -- [options]

Creates or updates what appwrite.json declares on the Appwrite of APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID and APPWRITE_API_KEY:
database, tables, bucket, functions and their variables, and the site studio. Run it at any time, also while jobs run; it deletes nothing. A change
that would lose data is listed for you to do by hand, and until then nothing is changed. Variables of the functions that are set
here are set there too, secret ones each time, because they cannot be read back. A missing SERVICE_KEY is made.

  --check    change nothing; print what differs, and exit with 1 when something does, apart from secrets that cannot be compared
  --help     print this help

Exit codes: 0 done, 1 failed, differs or needs work by hand, 2 unknown flag or no Appwrite configured.`;

await runCommand(USAGE, async () => {
	const options = {
		check: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
	} as const;
	const { values } = parseArgs({ options });
	if (values.help) return printUsage(USAGE);
	const connection = requireConnection(readEnv());
	const client = createClient(connection);
	const declared = parseDeclaration(readFileSync(join(ROOT, "appwrite.json"), "utf8"));
	const variables = readFunctionVariables();
	try {
		await requireServer(connection.endpoint);
		const present = await readPresent(client, declared);
		const steps = planSteps(declared, present, variables);
		if (present.withoutSites !== null)
			process.stderr.write(`Without the site studio: ${present.withoutSites}\n`);
		const byHand = steps.filter(({ kind }) => kind === "by hand");
		const automatic = steps.filter(({ kind }) => kind !== "by hand");
		const print = ({ description }: Step) => {
			process.stdout.write(`${description}\n`);
		};
		if (values.check) automatic.forEach(print);
		else if (byHand.length === 0) await applySteps(client, automatic, print);
		byHand.forEach(print);
		// The other steps may need what a person must do.
		if (!values.check && byHand.length > 0 && automatic.length > 0)
			process.stdout.write("Nothing was changed: do this first, and run this again.\n");
		const differing = steps.filter(isDifference);
		const subject = steps.length === 0 ? "Everything" : "Everything else";
		if (differing.length === 0) process.stdout.write(`${subject} is as appwrite.json declares it.\n`);
		return byHand.length > 0 || (values.check && differing.length > 0) ? EXIT.failed : EXIT.ok;
	} catch (error) {
		throw explainRefusal(error, connection);
	}
});
