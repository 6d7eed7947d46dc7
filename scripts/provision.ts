import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createClient } from "../shared/platform/appwrite/client.ts";
import { readEnv, readFunctionVariables } from "../shared/platform/node/env.ts";
import { EXIT, runCommand } from "./cli/exit.ts";
import { requireConnection } from "./cli/require-connection.ts";
import { ROOT } from "./cli/root.ts";
import { applySteps } from "./provision/apply-steps.ts";
import { parseDeclaration } from "./provision/declaration.ts";
import { explainRefusal, requireServer } from "./provision/explain-refusal.ts";
import { isDifference, planSteps } from "./provision/plan-steps.ts";
import { readPresent } from "./provision/read-present.ts";

const USAGE = `Usage: npm run provision -- [options]

Makes what appwrite.json declares on the Appwrite of APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID and APPWRITE_API_KEY: database,
tables, bucket, functions and their variables. What is there is brought up to date, also while jobs run; nothing is ever deleted.
What would lose data is named, to be done by hand, and until then nothing is changed. Variables of the
functions that are set here are set there, and a SERVICE_KEY is made where there is none. Secret ones cannot be read back: those that
are set here are written each time.

  --check    change nothing; say what differs, and end with 1 where something does; a secret that cannot be compared does not count
  --help     print this

Exit codes: 0 done, 1 failed, differs or needs a hand, 2 unknown flag or no Appwrite named.`;

await runCommand(USAGE, async () => {
	const options = {
		check: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
	} as const;
	const { values } = parseArgs({ options });
	if (values.help) {
		process.stdout.write(`${USAGE}\n`);
		return EXIT.ok;
	}
	const connection = requireConnection(readEnv());
	const client = createClient(connection);
	const declared = parseDeclaration(readFileSync(join(ROOT, "appwrite.json"), "utf8"));
	const variables = readFunctionVariables();
	try {
		await requireServer(connection.endpoint);
		const steps = planSteps(declared, await readPresent(client, declared), variables);
		const byHand = steps.filter(({ kind }) => kind === "by hand");
		const rest = steps.filter(({ kind }) => kind !== "by hand");
		const tell = ({ words }: { readonly words: string }) => {
			process.stdout.write(`${words}\n`);
		};
		if (values.check) rest.forEach(tell);
		else if (byHand.length === 0) await applySteps(client, rest, tell);
		byHand.forEach(tell);
		// What a person has to do may be what the rest needs.
		if (!values.check && byHand.length > 0 && rest.length > 0)
			process.stdout.write("Nothing was changed: do this first, and run this again.\n");
		const differing = steps.filter(isDifference);
		const subject = steps.length === 0 ? "Everything" : "Everything else";
		if (differing.length === 0) process.stdout.write(`${subject} is as appwrite.json declares it.\n`);
		return byHand.length > 0 || (values.check && differing.length > 0) ? EXIT.failed : EXIT.ok;
	} catch (error) {
		throw explainRefusal(error, connection);
	}
});
