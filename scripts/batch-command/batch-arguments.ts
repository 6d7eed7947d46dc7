import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { MAX_TIMER_SECONDS } from "../../shared/core/deadline.ts";
import { UsageError } from "../cli/exit.ts";
import { DEFAULT_DATA } from "../cli/root.ts";

export const USAGE = `Usage: npm run batch -- FILES… | jobs.jsonl | jobs.csv [options]

Makes many videos: of conversations (JSON files), of the lines of a JSONL file ({id?, conversation, output?} each), or of a CSV
file with the columns job, sender, text, timestamp (a row a message).

  --workers N    renders side by side (default 2; at most as many as cores and memory hold)
  --out-dir DIR  where the videos go (default out), and batch.json, which says what is done
  --resume       go on where batch.json says that the last call stopped
  --remote       send the batch to the configured Appwrite, follow it, and download its videos
  --no-download  with --remote: leave them in the bucket
  --timeout S    give a render up after S seconds (default RENDER_TIMEOUT_SECONDS, 900)
  --data DIR     where the local Appwrite keeps its data (default .local)
  --json         print the summary as JSON on stdout, all else on stderr (use npm run -s)
  --help         print this

Exit codes: 0 all made, 1 any failed, was refused or stopped, 2 unknown flag or unreadable file, 3 the quota ended.`;

export type BatchArguments = {
	readonly help: boolean;
	readonly files: readonly string[];
	readonly workers: number;
	readonly outDir: string;
	readonly resume: boolean;
	readonly remote: boolean;
	/** With `remote`. */
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

/** Reads the command line. Throws UsageError (or parseArgs' own error) that names the flag. */
export function readBatchArguments(args: readonly string[]): BatchArguments {
	const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
	if (!values.help && positionals.length === 0) throw new UsageError("Name the files to render.");
	const { help, resume, remote, data, json } = values;
	if (values["no-download"] && !remote) throw new UsageError("--no-download: is for --remote alone.");
	return {
		...{ help, resume, remote, data, json },
		download: remote && !values["no-download"],
		files: positionals,
		workers: positive("workers", values.workers),
		outDir: resolve(values["out-dir"]),
		timeoutSeconds:
			values.timeout === undefined ? null : positive("timeout", values.timeout, MAX_TIMER_SECONDS),
	};
}

function positive(flag: string, text: string, most = Number.MAX_SAFE_INTEGER): number {
	const number = Number(text);
	if (/^\d+$/.test(text) && number > 0 && number <= most) return number;
	const expected = `a whole number from 1 to ${most}`;
	throw new UsageError(`--${flag}: expected ${expected}, received ${JSON.stringify(text)}.`);
}
