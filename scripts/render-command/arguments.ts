import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { MAX_TIMER_SECONDS } from "../../shared/core/time.ts";
import type { EngineName } from "../../shared/video/encode/engine.ts";
import {
	CONVERSATION_FLAGS,
	CONVERSATION_USAGE,
	type Overrides,
	readInputName,
	readNumber,
	readOverrides,
} from "../cli/conversation-flags.ts";
import { UsageError } from "../cli/exit.ts";
import { DEFAULT_DATA } from "../cli/root.ts";

export const USAGE = `Usage: npm run render -- FILE [options]      (FILE is a conversation in JSON or a script; - reads stdin)

  --input FILE       the same as FILE
  --output FILE      where the video goes (default out.mp4); the poster goes beside it as *.poster.png
${CONVERSATION_USAGE}
  --engine NAME      fast (default), or plain: leaves every frame to x264, many times the CPU
  --timeout S        give up after S seconds (default RENDER_TIMEOUT_SECONDS, 900)
  --no-quota         draw alone: no Appwrite is started or asked, no job is made and no CPU is counted
  --upload           put the video into the bucket of the Appwrite too, and print where
  --data DIR         where the local Appwrite keeps its data (default .local)
  --json             print the result alone, as JSON, on stdout (use npm run -s)
  --help             print this

Exit codes: 0 done, 1 failed, 2 invalid input, unknown flag or unreadable file, 3 quota used up.`;

/** What one call of the command asks for. */
export type RenderArguments = {
	readonly input: string;
	readonly output: string;
	readonly timeoutSeconds: number | null;
	readonly engine: EngineName;
	readonly json: boolean;
	readonly upload: boolean;
	/** False: without a job, and without an Appwrite. */
	readonly quota: boolean;
	readonly data: string;
	readonly overrides: Overrides;
};

const options = {
	...CONVERSATION_FLAGS,
	input: { type: "string" },
	output: { type: "string", default: "out.mp4" },
	engine: { type: "string", default: "fast" },
	timeout: { type: "string" },
	"no-quota": { type: "boolean", default: false },
	upload: { type: "boolean", default: false },
	data: { type: "string", default: DEFAULT_DATA },
	json: { type: "boolean", default: false },
	help: { type: "boolean", default: false },
} as const;

/** Reads the command line; null asks for help. Throws UsageError (or parseArgs' own error) that names the flag. */
export function readArguments(args: readonly string[]): RenderArguments | null {
	const { values, positionals } = parseArgs({
		args: [...args],
		options,
		allowPositionals: true,
		strict: true,
	});
	if (values.help) return null;
	const input = readInputName(positionals, values.input);
	const timeoutSeconds = readNumber("timeout", values.timeout);
	if (timeoutSeconds !== undefined && !(timeoutSeconds > 0 && timeoutSeconds <= MAX_TIMER_SECONDS)) {
		const expected = `seconds above 0, at most ${MAX_TIMER_SECONDS}`;
		throw new UsageError(`--timeout: expected ${expected}, received ${timeoutSeconds}.`);
	}
	if (!values.output.toLowerCase().endsWith(".mp4")) {
		throw new UsageError(`--output: expected a file name that ends in .mp4, received ${values.output}.`);
	}
	if (values["no-quota"] && values.upload) {
		throw new UsageError(
			"--no-quota and --upload: expected one of the two, for only a job's video is uploaded.",
		);
	}
	return {
		input,
		output: resolve(values.output),
		timeoutSeconds: timeoutSeconds ?? null,
		engine: readEngine(values.engine),
		json: values.json,
		upload: values.upload,
		quota: !values["no-quota"],
		data: values.data,
		overrides: readOverrides(values),
	};
}

function readEngine(name: string): EngineName {
	if (name === "fast" || name === "plain") return name;
	throw new UsageError(`--engine: expected fast or plain, received ${name}.`);
}
