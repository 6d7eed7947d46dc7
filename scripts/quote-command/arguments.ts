import { parseArgs } from "node:util";
import {
	CONVERSATION_FLAGS,
	CONVERSATION_USAGE,
	type Overrides,
	readInputName,
	readOverrides,
} from "../cli/conversation-flags.ts";
import { DEFAULT_DATA } from "../cli/root.ts";

export const USAGE = `Usage: npm run quote -- FILE [options]      (FILE is a conversation in JSON; - reads stdin)

Says what its video would cost, and whether it would be made. Nothing is drawn or spent.

${CONVERSATION_USAGE}
  --data DIR         where the local Appwrite keeps its data (default .local)
  --json             print the answer alone, as JSON, on stdout (use npm run -s)
  --help             print this

Exit codes: 0 it would be made, 1 failed, 2 it would be refused, unknown flag or unreadable file, 3 quota used up.`;

export type QuoteArguments = {
	readonly input: string;
	readonly overrides: Overrides;
	readonly json: boolean;
	readonly data: string;
};

const options = {
	...CONVERSATION_FLAGS,
	data: { type: "string", default: DEFAULT_DATA },
	json: { type: "boolean", default: false },
	help: { type: "boolean", default: false },
} as const;

/** Reads the command line; null asks for help. Throws UsageError (or parseArgs' own error) that names the flag. */
export function readQuoteArguments(args: readonly string[]): QuoteArguments | null {
	const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
	const { values, positionals } = parsed;
	if (values.help) return null;
	const input = readInputName(positionals);
	return { input, overrides: readOverrides(values), json: values.json, data: values.data };
}
