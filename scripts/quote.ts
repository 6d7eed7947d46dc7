import { parseArgs } from "node:util";
import { quoteText } from "../shared/app/quote-command.ts";
import type { JsonObject } from "../shared/core/json.ts";
import { readEnv } from "../shared/platform/node/env.ts";
import { describeForeign } from "../shared/video/conversation/foreign-format.ts";
import { nameLinesIn } from "../shared/video/conversation/read/name-lines.ts";
import type { ConversationText } from "../shared/video/conversation/text-form.ts";
import type { Warning } from "../shared/video/conversation/warning.ts";
import {
	CONVERSATION_FLAGS,
	CONVERSATION_USAGE,
	readInputName,
	readOverrides,
} from "./cli/conversation-flags.ts";
import { EXIT, printUsage, runCommand } from "./cli/exit.ts";
import { faultLines } from "./cli/explain-failure.ts";
import { formatTable } from "./cli/format-table.ts";
import { openAppwrite } from "./cli/open-appwrite.ts";
import { findPicturesDir, readConversationText } from "./cli/read-conversation.ts";
import { DEFAULT_DATA } from "./cli/root.ts";

const USAGE = `Usage: npm run quote -- FILE [options]      (FILE is a conversation in JSON or a script; - reads stdin)

Says what the video would cost, and whether it would be made. Draws and spends nothing.

${CONVERSATION_USAGE}
  --data DIR         data of the local Appwrite (default .local)
  --json             print the answer alone, as JSON, on stdout (use npm run -s)
  --help             print this help

Exit codes: 0 it would be made, 1 failed, 2 it would be refused, unknown flag or unreadable file, 3 quota used up.`;

await runCommand(USAGE, async () => {
	const { values, positionals } = parseArgs({
		options: {
			...CONVERSATION_FLAGS,
			data: { type: "string", default: DEFAULT_DATA },
			json: { type: "boolean", default: false },
			help: { type: "boolean", default: false },
		},
		allowPositionals: true,
	});
	if (values.help) return printUsage(USAGE);
	const input = readInputName(positionals);
	const overrides = readOverrides(values);
	const env = readEnv();
	const body = await readConversationText(input, overrides);
	const appwrite = await openAppwrite(env, values.data);
	try {
		const answer = await quoteText(body, findPicturesDir(input), appwrite.connection, env);
		const quote = withLines(answer as unknown as Quote, body);
		const text = values.json ? JSON.stringify(answer) : formatQuote(quote, describeForeign(body));
		process.stdout.write(`${text}\n`);
		if (!quote.valid) return EXIT.badInput;
		return quote.quota?.allowed === true ? EXIT.ok : EXIT.quotaUsedUp;
	} finally {
		await appwrite.close();
	}
});

/** The fields of the answer that a person sees. */
type Quote = {
	readonly valid: boolean;
	readonly errors: readonly { readonly pointer: string; readonly message: string; readonly line?: number }[];
	readonly warnings: readonly Warning[];
	readonly quotedCpuSeconds: number | null;
	readonly errorBand: { readonly low: number; readonly high: number; readonly jobs: number } | null;
	readonly durationSeconds: number;
	readonly frames: number;
	readonly pictures: number;
	readonly bands: number;
	readonly quota: { readonly allowed: boolean; readonly message: string } | null;
	readonly fitsSync: boolean;
	readonly fitsDeadline: boolean;
	readonly suggestions: readonly (JsonObject & {
		readonly message: string;
		readonly quotedCpuSeconds: number;
	})[];
};

/** The warnings of a script name its lines. */
function withLines(quote: Quote, { text, form }: ConversationText): Quote {
	return form === "script" ? { ...quote, warnings: nameLinesIn(quote.warnings, text) } : quote;
}

/** `foreign` names the program that wrote the file, when it is no conversation. */
function formatQuote(quoted: Quote, foreign: string | null): string {
	const { errors, warnings, errorBand, quotedCpuSeconds, quota, suggestions } = quoted;
	const figures =
		quotedCpuSeconds === null || errorBand === null
			? []
			: [
					[
						"CPU",
						`${quotedCpuSeconds.toFixed(2)} s; nine of ten use ${formatBand(errorBand)} s (${describeJobs(errorBand.jobs)})`,
					],
					[
						"Length",
						`${quoted.durationSeconds.toFixed(2)} s, ${quoted.frames} frames: ${quoted.pictures} pictures, ${quoted.bands} slices of 16 rows placed in them`,
					],
					["Budget", `${quota?.allowed === true ? "fits" : "does not fit"}: ${quota?.message}`],
					["Fits", `a synchronous call ${yesNo(quoted.fitsSync)}, the timeout ${yesNo(quoted.fitsDeadline)}`],
				];
	const lines = [
		...(foreign === null || quoted.valid ? [] : [foreign]),
		...faultLines(foreign === null ? errors : errors.slice(0, 3), errors.length),
		...warnings.map(({ message }) => `  Warning: ${message}`),
		...suggestions.map(({ message, quotedCpuSeconds: then }) => `  ${message} (${then.toFixed(2)} CPU s)`),
	];
	return [formatTable([["Valid", quoted.valid ? "yes" : "no"], ...figures]), ...lines].join("\n");
}

function formatBand({ low, high }: { readonly low: number; readonly high: number }): string {
	return `${low.toFixed(2)} to ${high.toFixed(2)}`;
}

function describeJobs(jobs: number): string {
	return jobs === 0 ? "no renders here yet" : `learned from ${jobs} renders`;
}

function yesNo(fits: boolean): string {
	return fits ? "yes" : "no";
}
