import * as z from "zod";
import { MAX_TIMER_SECONDS } from "../../core/deadline.ts";
import { ChatreelError } from "../../core/errors.ts";
import { readDecimal } from "../../core/json.ts";

const schema = z.object({
	/** Seconds a render may take. The function's own timeout must be the same. */
	RENDER_TIMEOUT_SECONDS: number({
		expected: "a whole number of seconds",
		min: 1,
		max: MAX_TIMER_SECONDS,
		isWhole: true,
		fallback: 900,
	}),
	/** Messages of the longest conversation that is taken. */
	MAX_MESSAGES: number({ expected: "a whole number of messages", min: 1, isWhole: true, fallback: 50 }),
	/** GiB that must be free where temporary files are kept; 0 lets every render begin. */
	MIN_FREE_DISK_GIB: number({ expected: "a number of GiB", min: 0, fallback: 1 }),
	/** GiB of memory that must be free. Undefined: by the memory there is (see `minFreeMemoryGib`). */
	MIN_FREE_MEMORY_GIB: number({ expected: "a number of GiB", min: 0, fallback: undefined }),
	/** CPU hours that all renders of a month may use. A change holds from the next reservation. */
	QUOTA_HOURS: number({ expected: "a number of hours", min: 0, max: 1_000_000, fallback: 200 }),
	/** The share of the month at which a warning is given. */
	QUOTA_WARN: number({ expected: "a share", min: 0, max: 1, fallback: 0.8 }),
	/** The largest share of the month that one user may use. By default no user can spend what others count on. */
	QUOTA_USER_SHARE: number({ expected: "a share", min: 0, max: 1, fallback: 0.25 }),
	/** Renders at a time in one process. */
	RENDER_SLOTS: number({ expected: "a whole number of renders", min: 1, isWhole: true, fallback: 1 }),
	/** Seconds that a request waits for one of them before it is queued. */
	SLOT_WAIT_SECONDS: number({ expected: "a number of seconds", min: 0, max: 900, fallback: 20 }),
	/** Lets service callers in. Undefined: there are none. */
	SERVICE_KEY: secret(),
	/** Days after which videos are deleted, and their jobs marked; 0 keeps them. */
	RETENTION_DAYS: number({ expected: "a number of days", min: 0, max: 36_500, fallback: 0 }),
	/** GiB that the bucket may hold; 0: nobody knows. */
	STORAGE_LIMIT_GIB: number({ expected: "a number of GiB", min: 0, fallback: 0 }),
	/** Where alerts are posted: Slack's or Discord's shape by the host or behind `#`, else signed JSON. */
	ALERT_WEBHOOK_URL: address(),
	/** The topic of Appwrite Messaging whose subscribers get alerts by e-mail. */
	ALERT_TOPIC_ID: optional(),
	/** Members of this team are admins, as those are who bear the label `admin`. Undefined: there is none. */
	ADMIN_TEAM_ID: optional(),
	/** What webhooks are signed with. Undefined: none are taken. */
	WEBHOOK_SECRET: secret(),
	/** "1": webhooks may go to http and to addresses of one's own network. For one machine, never for a server. */
	ALLOW_PRIVATE_WEBHOOKS: flag(),
	/** The ffmpeg to run. Undefined: the one that came with the packages. */
	FFMPEG_PATH: optional(),
	/** Where a command finds its Appwrite. Undefined: the local one, of `.local/`. All three, or none. */
	APPWRITE_ENDPOINT: endpoint(),
	APPWRITE_PROJECT_ID: optional(),
	APPWRITE_API_KEY: optional(),
	/** Where a function finds its own Appwrite: set by the platform. */
	APPWRITE_FUNCTION_API_ENDPOINT: optional(),
	APPWRITE_FUNCTION_PROJECT_ID: optional(),
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

function optional() {
	return z
		.string()
		.default("")
		.transform((text) => (text.trim() === "" ? undefined : text));
}

function flag() {
	return z
		.string()
		.default("")
		.refine((text) => ["", "0", "1"].includes(text.trim()), { error: "expected 0 or 1" })
		.transform((text) => text.trim() === "1");
}

/** A short one could be guessed. What was received is not repeated. */
function secret() {
	return optional().refine((text) => text === undefined || text.length >= 16, {
		error: "expected a secret of 16 characters or more",
	});
}

/**
 * The same for whoever goes on with what is right: a variable that is wrong has its default, and `faults` say what is wrong, each
 * as a sentence.
 */
export function inspectEnv(
	// biome-ignore lint/style/noProcessEnv: as above
	source: Readonly<Record<string, string | undefined>> = process.env,
): { readonly env: Env; readonly faults: readonly string[] } {
	const { error } = schema.safeParse(source);
	if (error === undefined) return { env: readEnv(source), faults: [] };
	const wrong = error.issues.map(({ path }) => String(path[0]));
	const rest = Object.entries(source).filter(([name]) => !wrong.includes(name));
	const faults = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}.`);
	return { env: readEnv(Object.fromEntries(rest)), faults };
}

/** The variables whose values nobody may read: neither words nor logs hold them, and a server keeps them as secrets. */
export const SECRET_VARIABLES: readonly string[] = ["SERVICE_KEY", "WEBHOOK_SECRET", "ALERT_WEBHOOK_URL"];

/** What a local Appwrite hands on to its functions: those of the variables above that are theirs and are set. */
export function readFunctionVariables(
	// biome-ignore lint/style/noProcessEnv: as above
	source: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<string, string>> {
	const names = Object.keys(schema.shape).filter((name) => !name.startsWith("APPWRITE_"));
	return Object.fromEntries(names.flatMap((name) => (source[name] ? [[name, source[name]]] : [])));
}

/** Whoever knows it may post there: what was received is not repeated. */
function address() {
	return optional().refine(
		(text) => text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)),
		{ error: "expected an address that begins with https://" },
	);
}

/** As the SDK wants it, which takes neither capitals nor spaces before it. */
function endpoint() {
	return optional().refine(
		(text) => text === undefined || (URL.canParse(text) && /^https?:\/\//.test(text)),
		{
			error: ({ input }) =>
				`expected an address that begins with http:// or https://, received ${JSON.stringify(input)}`,
		},
	);
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
			const value = readDecimal(trimmed);
			if (value >= min && value <= max && (!isWhole || Number.isSafeInteger(value))) return value;
			const message = `expected ${expected}, ${range}, received ${JSON.stringify(text)}`;
			context.addIssue({ code: "custom", message });
			return z.NEVER;
		});
}
