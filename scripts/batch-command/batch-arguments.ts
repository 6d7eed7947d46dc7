import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { MAX_TIMER_SECONDS } from "../../shared/core/time.ts";
import { UsageError } from "../cli/exit.ts";
import { DEFAULT_DATA } from "../cli/root.ts";

export const USAGE = `Usage: npm run batch -- FILES… | jobs.jsonl | jobs.csv [options]

Makes many videos, from conversations (JSON files), the lines of a JSONL file ({id?, conversation, output?} each), or a CSV file
with the columns job, sender, text, timestamp (a row per message).

  --workers N    renders side by side (default 2; at most what cores and memory allow)
  --out-dir DIR  folder of the videos (default out), and of batch.json, which records what is done
  --resume       continue the batch that batch.json records
  --remote       send the batch to the configured Appwrite, follow it, and download its videos
  --no-download  with --remote: leave them in the bucket
  --timeout S    stop a render after S seconds (default RENDER_TIMEOUT_SECONDS, 900)
  --data DIR     data of the local Appwrite (default .local)
  --json         print the summary as JSON on stdout, everything else on stderr (use npm run -s)
  --help         print this help

Exit codes: 0 all completed, 1 one failed, was refused or stopped, 2 unknown flag or unreadable file, 3 quota used up.`;

export type BatchArguments = {
	readonly help: boolean;
	readonly files: readonly string[];
	readonly workers: number;
	readonly outDir: string;
	readonly resume: boolean;
	readonly remote: boolean;
	readonly download: boolean;
	readonly timeoutSeconds: number | null;
	readonly data: string;
	readonly json: boolean;
};

const options = {
	workers: { type: "string", default: "2" },
	"out-dir": { type: "string", default: "out" },
	resume: { type: "boolean", default: false },
	remote: { type: "boolean", default: false },
	"no-download": { type: "boolean", default: false },
	timeout: { type: "string" },
	data: { type: "string", default: DEFAULT_DATA },
	json: { type: "boolean", default: false },
	help: { type: "boolean", default: false },
} as const;

/** Throws UsageError (or parseArgs' own error) that names the flag. */
export function readBatchArguments(args: readonly string[]): BatchArguments {
	const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
	if (!values.help && positionals.length === 0) throw new UsageError("Name the files to render.");
	const { remote } = values;
	if (values["no-download"] && !remote) throw new UsageError("--no-download: only for --remote.");
	return {
		help: values.help,
		resume: values.resume,
		remote,
		data: values.data,
		json: values.json,
		download: remote && !values["no-download"],
		files: positionals,
		workers: readPositive("workers", values.workers),
		outDir: resolve(values["out-dir"]),
		timeoutSeconds:
			values.timeout === undefined ? null : readPositive("timeout", values.timeout, MAX_TIMER_SECONDS),
	};
}

function readPositive(flag: string, text: string, max = Number.MAX_SAFE_INTEGER): number {
	const number = Number(text);
	if (/^\d+$/.test(text) && number > 0 && number <= max) return number;
	const expected = `a whole number from 1 to ${max}`;
	throw new UsageError(`--${flag}: expected ${expected}, received ${JSON.stringify(text)}.`);
}
