import { z } from "zod";
import { ChatreelError } from "../core/errors.ts";
import { MAX_TIMER_MS } from "../core/sleep.ts";

const schema = z.object({
	/** Seconds a render may take. The function's own timeout must be the same. */
	RENDER_TIMEOUT_SECONDS: number({
		expected: "a whole number of seconds",
		min: 1,
		max: Math.floor(MAX_TIMER_MS / 1000),
		isWhole: true,
		fallback: 900,
	}),
	/** Messages of the longest conversation that is taken. */
	MAX_MESSAGES: number({ expected: "a whole number of messages", min: 1, isWhole: true, fallback: 50 }),
	/** GiB that must be free where temporary files are kept; 0 lets every render begin. */
	MIN_FREE_DISK_GIB: number({ expected: "a number of GiB", min: 0, fallback: 1 }),
	/** GiB of memory that must be free. Undefined: by the memory there is (see `minFreeMemoryGib`). */
	MIN_FREE_MEMORY_GIB: number({ expected: "a number of GiB", min: 0, fallback: undefined }),
	/** The ffmpeg to run. Undefined: the one that came with the packages. */
	FFMPEG_PATH: z
		.string()
		.default("")
		.transform((text) => (text.trim() === "" ? undefined : text)),
});

/** The variables of the environment, each checked or given its default. */
export type Env = Readonly<z.infer<typeof schema>>;

/**
 * Reads the variables, here and nowhere else. One that is unset or blank has its default. Throws one DEPENDENCY_ERROR
 * that lists all that is wrong (in `details.variables` too): whoever asked for a video is not to blame, as INVALID_INPUT
 * would say, and nothing works before an operator has mended it. What was received is repeated there: a secret's check
 * must not do so.
 */
export function readEnv(
	// biome-ignore lint/style/noProcessEnv: the one place that reads it
	source: Readonly<Record<string, string | undefined>> = process.env,
): Env {
	const result = schema.safeParse(source);
	if (result.success) return result.data;
	const variables = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
	const message = `The environment is not valid. ${variables.join("; ")}`;
	throw new ChatreelError("DEPENDENCY_ERROR", message, { details: { variables } });
}

type NumberRule<Fallback> = {
	/** What it counts, for the message. */
	readonly expected: string;
	readonly min: number;
	/** Default: no bound. */
	readonly max?: number;
	readonly isWhole?: boolean;
	readonly fallback: Fallback;
};

/** Plain decimal digits alone: `Number` would also take "0x10", "1e9" and "Infinity". */
const DECIMAL = /^\d+(\.\d+)?$/;

function number<Fallback>({
	expected,
	min,
	max = Infinity,
	isWhole = false,
	fallback,
}: NumberRule<Fallback>) {
	const range = max === Infinity ? `${min} or more` : `from ${min} to ${max}`;
	return z
		.string()
		.default("")
		.transform((text, context) => {
			const trimmed = text.trim();
			if (trimmed === "") return fallback;
			const value = DECIMAL.test(trimmed) ? Number(trimmed) : Number.NaN;
			if (value >= min && value <= max && (!isWhole || Number.isSafeInteger(value))) return value;
			const message = `expected ${expected}, ${range}, received ${JSON.stringify(text)}`;
			context.addIssue({ code: "custom", message });
			return z.NEVER;
		});
}
