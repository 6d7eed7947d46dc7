import { themeNames } from "../../shared/video/themes/themes.ts";
import { UsageError } from "./exit.ts";

/** The flags of every command that takes a conversation. */
export const CONVERSATION_FLAGS = {
	theme: { type: "string" },
	dark: { type: "boolean" },
	width: { type: "string" },
	height: { type: "string" },
	fps: { type: "string" },
	crf: { type: "string" },
	"no-sound": { type: "boolean" },
} as const;

export const CONVERSATION_USAGE = `  --theme NAME       the look: ${themeNames.join(", ")}
  --dark             dark mode
  --width PX --height PX --fps N --crf N
                     override the file's video settings
  --no-sound         a video without a sound track`;

/** Replaces fields of the file. */
export type Overrides = {
	readonly theme: Readonly<Record<string, unknown>>;
	readonly video: Readonly<Record<string, unknown>>;
	readonly sound?: false;
};

type Values = {
	readonly [Flag in Exclude<keyof typeof CONVERSATION_FLAGS, "dark" | "no-sound">]?: string | undefined;
} & { readonly dark?: boolean | undefined; readonly "no-sound"?: boolean | undefined };

/** Throws UsageError for a flag that is no number. Checking the conversation says whether the number is allowed. */
export function readOverrides(values: Values): Overrides {
	const video = {
		width: readNumber("width", values.width),
		height: readNumber("height", values.height),
		fps: readNumber("fps", values.fps),
		crf: readNumber("crf", values.crf),
	};
	return {
		theme: defined({ name: values.theme, mode: values.dark === true ? "dark" : undefined }),
		video: defined(video),
		...(values["no-sound"] === true ? { sound: false as const } : {}),
	};
}

/** Throws UsageError for no conversation and for several. */
export function readInputName(positionals: readonly string[], flag?: string): string {
	const [input, second] = [...positionals, ...(flag === undefined ? [] : [flag])];
	if (input === undefined) throw new UsageError("A conversation is missing: name a FILE, or - for stdin.");
	if (second !== undefined)
		throw new UsageError(`One conversation at a time: ${input} and ${second} were named.`);
	return input;
}

export function readNumber(flag: string, value: string | undefined): number | undefined {
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
