import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { text } from "node:stream/consumers";
import type { JsonObject } from "../../shared/core/json.ts";
import type { Connection } from "../../shared/platform/appwrite/client.ts";
import type { Env } from "../../shared/platform/env.ts";
import { EXIT, UsageError } from "../cli/exit.ts";
import { formatTable } from "../cli/table.ts";

/** Prints what a conversation would cost; gives the exit code. */
export async function printQuote(
	file: string,
	connection: Connection,
	env: Env,
	json: boolean,
): Promise<number> {
	const body = await readInput(file);
	// Fonts and all that is drawn with: for the other commands they are not loaded.
	const { quoteText } = await import("../../shared/wiring/quote-command.ts");
	const answer = await quoteText(body, connection, env);
	process.stdout.write(`${json ? JSON.stringify(answer) : quoteWords(answer as unknown as Quoted)}\n`);
	if (answer["valid"] !== true) return EXIT.badInput;
	return (answer as unknown as Quoted).quota?.allowed === true ? EXIT.ok : EXIT.quotaUsedUp;
}

/** What of the answer is shown to a person. */
type Quoted = {
	readonly valid: boolean;
	readonly errors: readonly { readonly pointer: string; readonly message: string }[];
	readonly warnings: readonly { readonly message: string }[];
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

function quoteWords(quoted: Quoted): string {
	const { errors, warnings, errorBand, quotedCpuSeconds, quota, suggestions } = quoted;
	const figures =
		quotedCpuSeconds === null || errorBand === null
			? []
			: [
					[
						"CPU",
						`${quotedCpuSeconds.toFixed(2)} s; nine of ten use ${band(errorBand)} s (${learned(errorBand.jobs)})`,
					],
					[
						"Length",
						`${quoted.durationSeconds.toFixed(2)} s, ${quoted.frames} frames: ${quoted.pictures} pictures, ${quoted.bands} strips of 16 rows placed in them`,
					],
					["Budget", `${quota?.allowed === true ? "fits" : "does not fit"}: ${quota?.message}`],
					["Fits", `a synchronous call ${yesNo(quoted.fitsSync)}, the timeout ${yesNo(quoted.fitsDeadline)}`],
				];
	const lines = [
		...errors.map(({ pointer, message }) => `  ${pointer || "/"}  ${message}`),
		...warnings.map(({ message }) => `  Warning: ${message}`),
		...suggestions.map(({ message, quotedCpuSeconds: then }) => `  ${message} (${then.toFixed(2)} CPU s)`),
	];
	return [formatTable([["Valid", quoted.valid ? "yes" : "no"], ...figures]), ...lines].join("\n");
}

const band = ({ low, high }: { readonly low: number; readonly high: number }) =>
	`${low.toFixed(2)} to ${high.toFixed(2)}`;
const learned = (jobs: number) =>
	jobs === 0 ? "nothing was rendered here yet" : `learned from ${jobs} renders`;
const yesNo = (fits: boolean) => (fits ? "yes" : "no");

async function readInput(file: string): Promise<string> {
	if (file === "-") return text(process.stdin);
	try {
		return await readFile(file, "utf8");
	} catch (cause) {
		const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error";
		throw new UsageError(`${basename(file)} cannot be read: ${code}.`, { cause });
	}
}
