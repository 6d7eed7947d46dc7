import * as z from "zod";
import { ChatreelError } from "../../core/errors.ts";
import { explainIssues } from "../../core/explain-issues.ts";
import { readDecimal } from "../../core/json.ts";
import { MAX_TIMER_SECONDS } from "../../core/time.ts";

const schema = z.object({
	/** Seconds a render may take. The function's own timeout must be the same. */
	RENDER_TIMEOUT_SECONDS: number({
		expected: "a whole number of seconds",
		min: 1,
		max: MAX_TIMER_SECONDS,
		isWhole: true,
		fallback: 900,
	}),
	/** The most messages of a conversation. */
	MAX_MESSAGES: number({ expected: "a whole number of messages", min: 1, isWhole: true, fallback: 50 }),
	/** GiB that must be free where temporary files are kept; 0 lets every render begin. */
	MIN_FREE_DISK_GIB: number({ expected: "a number of GiB", min: 0, fallback: 1 }),
	/** GiB of memory that must be free. Undefined: the check `memory` decides by the memory there is. */
	MIN_FREE_MEMORY_GIB: number({ expected: "a number of GiB", min: 0, fallback: undefined }),
	/** CPU hours that all renders of a month may use. A change applies from the next reservation. */
	QUOTA_HOURS: number({ expected: "a number of hours", min: 0, max: 1_000_000, fallback: 200 }),
	/** The share of the month at which to warn. */
	QUOTA_WARN: number({ expected: "a share", min: 0, max: 1, fallback: 0.8 }),
	/** The largest share of the month that one user may use. By default no user can spend what others count on. */
	QUOTA_USER_SHARE: number({ expected: "a share", min: 0, max: 1, fallback: 0.25 }),
	/** Renders at a time in one process. */
	RENDER_SLOTS: number({ expected: "a whole number of renders", min: 1, isWhole: true, fallback: 1 }),
	/** Seconds that a request waits for a slot before it is queued. */
	SLOT_WAIT_SECONDS: number({ expected: "a number of seconds", min: 0, max: 900, fallback: 20 }),
	/** The key that proves a service caller. Undefined: nobody can call as the service. */
	SERVICE_KEY: secret(),
	/** Days after which videos are deleted, and their jobs marked; 0 keeps them. */
	RETENTION_DAYS: number({ expected: "a number of days", min: 0, max: 36_500, fallback: 0 }),
	/** GiB that the bucket may hold; 0: not known. */
	STORAGE_LIMIT_GIB: number({ expected: "a number of GiB", min: 0, fallback: 0 }),
	/** Where to post alerts. The host, or what follows `#`, chooses Slack's or Discord's form; other hosts get signed JSON. */
	ALERT_WEBHOOK_URL: secretAddress(),
	/** The topic of Appwrite Messaging whose subscribers get alerts by e-mail. */
	ALERT_TOPIC_ID: text(),
	/** The team whose members are admins, as users with the label `admin` are. */
	ADMIN_TEAM_ID: text(),
	/** The key that signs webhooks. Undefined: requests with a webhook are refused. */
	WEBHOOK_SECRET: secret(),
	/** "1" lets webhooks go to http and to private networks. For one machine, never for a server. */
	ALLOW_PRIVATE_WEBHOOKS: flag(),
	/** The ffmpeg to run. Undefined: the one of @ffmpeg-installer/ffmpeg. */
	FFMPEG_PATH: text(),
	/** A font file whose emoji a conversation may ask for. Functions have theirs in the bundle. */
	EMOJI_FONT: text(),
	/** The Appwrite that a command uses: all three, or none for the local one in `.local/`. */
	APPWRITE_ENDPOINT: endpoint(),
	APPWRITE_PROJECT_ID: text(),
	APPWRITE_API_KEY: text(),
	/** The Appwrite of a function, set by Appwrite itself. */
	APPWRITE_FUNCTION_API_ENDPOINT: text(),
	APPWRITE_FUNCTION_PROJECT_ID: text(),
});

/** The variables of the environment, each checked or given its default. */
export type Env = Readonly<z.infer<typeof schema>>;

type Source = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables. A variable that is unset or blank has its default. Throws one DEPENDENCY_ERROR that lists every fault (in
 * `details.variables` too): not INVALID_INPUT, because the caller is not to blame and only an operator can help.
 */
export function readEnv(
	// biome-ignore lint/style/noProcessEnv: no other file reads it
	source: Source = process.env,
): Env {
	const result = parseEnv(source);
	if (result.success) return result.data;
	const variables = result.faults.map(({ message }) => message);
	const message = `The environment is not valid. ${variables.join("; ")}`;
	throw new ChatreelError("DEPENDENCY_ERROR", message, { details: { variables } });
}

/** As `readEnv`, but replaces a wrong variable by its default and returns a sentence about each. */
export function inspectEnv(
	// biome-ignore lint/style/noProcessEnv: no other file reads it
	source: Source = process.env,
): { readonly env: Env; readonly faults: readonly string[] } {
	const result = parseEnv(source);
	if (result.success) return { env: result.data, faults: [] };
	const wrong = result.faults.map(({ pointer }) => pointer.slice(1));
	const rest = Object.entries(source).filter(([name]) => !wrong.includes(name));
	return {
		env: readEnv(Object.fromEntries(rest)),
		faults: result.faults.map(({ message }) => `${message}.`),
	};
}

function parseEnv(source: Source) {
	const result = schema.safeParse(source, { reportInput: true });
	return result.success ? result : { success: false as const, faults: explainIssues(result.error.issues) };
}

/** The variables that no message and no log may repeat, and that a server keeps as secrets. */
export const SECRET_VARIABLES: readonly string[] = ["SERVICE_KEY", "WEBHOOK_SECRET", "ALERT_WEBHOOK_URL"];

/** What is of this machine alone: a font goes into the bundle instead. */
const OWN_VARIABLES: readonly string[] = ["EMOJI_FONT"];

/** The variables that a local Appwrite passes on to its functions, as far as they are set. */
export function readFunctionVariables(
	// biome-ignore lint/style/noProcessEnv: no other file reads it
	source: Source = process.env,
): Readonly<Record<string, string>> {
	const names = Object.keys(schema.shape).filter(
		(name) => !name.startsWith("APPWRITE_") && !OWN_VARIABLES.includes(name),
	);
	return Object.fromEntries(names.flatMap((name) => (source[name] ? [[name, source[name]]] : [])));
}

function text() {
	return z
		.string()
		.default("")
		.transform((given) => (given.trim() === "" ? undefined : given));
}

/** A text that `isValid`, if there is one. `words` has a `received` where the message must not repeat a secret. */
function textThat(
	isValid: (given: string) => boolean,
	words: { readonly expected: string; readonly allowed: string; readonly received?: string },
) {
	return text().refine((given) => given === undefined || isValid(given), { params: words });
}

function flag() {
	return z
		.string()
		.default("")
		.refine((given) => ["", "0", "1"].includes(given.trim()), {
			params: { expected: "a switch", allowed: "0, 1" },
		})
		.transform((given) => given.trim() === "1");
}

/** At least 16 characters, because a short secret can be guessed. */
function secret() {
	const words = { expected: "a secret", allowed: "16 characters or more", received: "fewer" };
	return textThat((given) => given.length >= 16, words);
}

/** An address that is a secret itself: who knows it can post there. */
function secretAddress() {
	const words = {
		expected: "an address",
		allowed: "http:// or https://, and a host",
		received: "another text",
	};
	return textThat((given) => URL.canParse(given) && /^https?:$/.test(new URL(given).protocol), words);
}

/** The SDK takes no space and no capital letter before the host. */
function endpoint() {
	const words = { expected: "an address", allowed: "http:// or https://, and a host" };
	return textThat((given) => URL.canParse(given) && /^https?:\/\//.test(given), words);
}

type NumberRule<Fallback> = {
	/** What the number counts, for the message. */
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
	const allowed = max === Infinity ? `${min} or more` : `${min} to ${max}`;
	return z
		.string()
		.default("")
		.transform((given, context) => {
			const trimmed = given.trim();
			if (trimmed === "") return fallback;
			const value = readDecimal(trimmed);
			if (value >= min && value <= max && (!isWhole || Number.isSafeInteger(value))) return value;
			context.addIssue({ code: "custom", params: { expected, allowed }, input: given });
			return z.NEVER;
		});
}
