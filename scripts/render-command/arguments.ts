import { parseArgs } from "node:util";
import type { EngineName } from "../../shared/core/engine-name.ts";
import { UsageError } from "../cli/exit.ts";

export const USAGE = `Usage: npm run render -- FILE [options]      (FILE is a conversation in JSON; - reads stdin)

  --input FILE       the same as FILE
  --output FILE      where the video goes (default out.mp4); the poster goes beside it as *.poster.png
  --theme NAME       the app to look like: imessage
  --dark             dark mode
  --width PX --height PX --fps N --crf N
                     override the file's video settings
  --no-sound         a video without a sound track
  --engine NAME      fast (default), or plain: leaves every frame to x264, many times the CPU
  --timeout S        give up after S seconds (default RENDER_TIMEOUT_SECONDS, 900)
  --upload           put the video into the bucket of the Appwrite too, and print where
  --data DIR         where the local Appwrite keeps its data (default .local)
  --json             print the result alone, as JSON, on stdout (use npm run -s)
  --help             print this

Exit codes: 0 done, 1 failed, 2 invalid input, unknown flag or unreadable file, 3 quota used up.`;

/** What one call of the command asks for. `overrides` replace what the file says, field by field. */
export type RenderArguments = {
	readonly help: boolean;
	readonly input: string;
	readonly output: string;
	readonly timeoutSeconds: number | null;
	readonly engine: EngineName;
	readonly json: boolean;
	readonly upload: boolean;
	readonly data: string;
	readonly overrides: {
		readonly theme: Readonly<Record<string, unknown>>;
		readonly video: Readonly<Record<string, unknown>>;
		readonly sound?: false;
	};
};

const options = {
	input: { type: "string" },
	output: { type: "string", default: "out.mp4" },
	theme: { type: "string" },
	dark: { type: "boolean" },
	width: { type: "string" },
	height: { type: "string" },
	fps: { type: "string" },
	crf: { type: "string" },
	"no-sound": { type: "boolean" },
	engine: { type: "string", default: "fast" },
	timeout: { type: "string" },
	upload: { type: "boolean", default: false },
	data: { type: "string", default: ".local" },
	json: { type: "boolean", default: false },
	help: { type: "boolean", default: false },
} as const;

/** Reads the command line. Throws UsageError (or parseArgs' own error) that names the flag. */
export function readArguments(args: readonly string[]): RenderArguments {
	const { values, positionals } = parseArgs({
		args: [...args],
		options,
		allowPositionals: true,
		strict: true,
	});
	const inputs = [...positionals, ...(values.input === undefined ? [] : [values.input])];
	const [input, second] = inputs;
	if (!values.help && input === undefined)
		throw new UsageError("A conversation is missing: name a FILE, or - for stdin.");
	if (second !== undefined)
		throw new UsageError(`One conversation at a time: ${input} and ${second} were named.`);
	const timeoutSeconds = readNumber("timeout", values.timeout);
	if (timeoutSeconds !== undefined && timeoutSeconds <= 0) {
		throw new UsageError(`--timeout: expected seconds above 0, received ${timeoutSeconds}.`);
	}
	if (!values.output.toLowerCase().endsWith(".mp4")) {
		throw new UsageError(`--output: expected a file name that ends in .mp4, received ${values.output}.`);
	}
	const video = {
		width: readNumber("width", values.width),
		height: readNumber("height", values.height),
		fps: readNumber("fps", values.fps),
		crf: readNumber("crf", values.crf),
	};
	return {
		help: values.help,
		input: input ?? "-",
		output: values.output,
		timeoutSeconds: timeoutSeconds ?? null,
		engine: readEngine(values.engine),
		json: values.json,
		upload: values.upload,
		data: values.data,
		overrides: {
			theme: defined({ name: values.theme, mode: values.dark === true ? "dark" : undefined }),
			video: defined(video),
			...(values["no-sound"] === true ? { sound: false as const } : {}),
		},
	};
}

function readEngine(name: string): EngineName {
	if (name === "fast" || name === "plain") return name;
	throw new UsageError(`--engine: expected fast or plain, received ${name}.`);
}

function readNumber(flag: string, value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	const number = Number(value);
	if (value.trim() === "" || !Number.isFinite(number)) {
		throw new UsageError(`--${flag}: expected a number, received ${JSON.stringify(value)}.`);
	}
	return number;
}

function defined(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
