import { quoteText } from "../shared/app/quote-command.ts";
import { readEnv } from "../shared/platform/node/env.ts";
import { describeForeign } from "../shared/video/conversation/foreign-format.ts";
import { EXIT, runCommand } from "./cli/exit.ts";
import { openAppwrite } from "./cli/open-appwrite.ts";
import { readConversationText } from "./cli/read-conversation.ts";
import { readQuoteArguments, USAGE } from "./quote-command/arguments.ts";
import { formatQuote, type Quote } from "./quote-command/words.ts";

await runCommand(USAGE, async () => {
	const args = readQuoteArguments(process.argv.slice(2));
	if (args === null) {
		process.stdout.write(`${USAGE}\n`);
		return EXIT.ok;
	}
	const env = readEnv();
	const body = await readConversationText(args.input, args.overrides);
	const appwrite = await openAppwrite(env, args.data);
	try {
		const answer = await quoteText(body, appwrite.connection, env);
		const quoted = answer as unknown as Quote;
		process.stdout.write(
			`${args.json ? JSON.stringify(answer) : formatQuote(quoted, describeForeign(body))}\n`,
		);
		if (!quoted.valid) return EXIT.badInput;
		return quoted.quota?.allowed === true ? EXIT.ok : EXIT.quotaUsedUp;
	} finally {
		await appwrite.close();
	}
});
