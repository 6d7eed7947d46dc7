import { parseArgs } from "node:util";
import { readEnv } from "../shared/platform/env.ts";
import { EXIT, runCommand, UsageError } from "./cli/exit.ts";
import { openAppwrite } from "./cli/open-appwrite.ts";
import { printQuote } from "./quota-command/quote.ts";

const USAGE = `Usage: npm run quote -- FILE [options]      (FILE is a conversation or a request in JSON; - reads stdin)

Says what a video would cost and whether it would be made, as POST /quote does. Nothing is drawn or spent.

  --data DIR         where the local Appwrite keeps its data (default .local)
  --json             print the answer alone, as JSON, on stdout (use npm run -s)
  --help             print this

Exit codes: 0 it would be made, 1 failed, 2 invalid input, unknown flag or unreadable file, 3 quota used up.`;

const options = {
	data: { type: "string", default: ".local" },
	json: { type: "boolean", default: false },
	help: { type: "boolean", default: false },
} as const;

await runCommand(USAGE, async () => {
	const { values, positionals } = parseArgs({ options, allowPositionals: true });
	if (values.help) {
		process.stdout.write(`${USAGE}\n`);
		return EXIT.ok;
	}
	const [file, second] = positionals;
	if (file === undefined) throw new UsageError("A conversation is missing: name a FILE, or - for stdin.");
	if (second !== undefined)
		throw new UsageError(`One conversation at a time: ${file} and ${second} were named.`);
	const env = readEnv();
	const appwrite = await openAppwrite(env, values.data);
	try {
		return await printQuote(file, appwrite.connection, env, values.json);
	} finally {
		await appwrite.close();
	}
});
