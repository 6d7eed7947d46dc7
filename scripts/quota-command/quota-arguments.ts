import { parseArgs } from "node:util";
import { isJobId, JOB_ID_WORDS } from "../../shared/service/jobs/job-id.ts";
import { MINUTES_WORDS, readMinutes } from "../../shared/service/quota/cpu-time.ts";
import { isUserId, USER_ID_WORDS } from "../../shared/service/quota/ids.ts";
import { UsageError } from "../cli/exit.ts";
import { DEFAULT_DATA } from "../cli/root.ts";

export const USAGE = `Usage: npm run quota -- WHAT [options]

  --check                  show this month's usage
  --can-render             check whether CPU minutes fit into the budget; exit code 1 when they do not
  --record MINUTES --job-id ID
                           record CPU minutes spent elsewhere; once for each job id
  --history                show this month's jobs, and earlier months
  --reconcile              set the counters of this month and the last to the sums of their ledgers
  --link                   print a link to the report for a browser, valid for ten minutes

  --minutes N              for --can-render (default 2)
  --user ID                for --check, --can-render, --history and --link: one user's share
  --month YYYY-MM          for --reconcile: this month alone
  --url ADDRESS            for --link: the address of the function quota-report, unless npm run dev answers
  --data DIR               data of the local Appwrite (default .local)
  --json                   print the result alone, as JSON, on stdout (use npm run -s)
  --help                   print this help

Exit codes: 0 done, 1 failed or does not fit, 2 wrong flag.
For the cost of a conversation: npm run quote -- FILE.`;

type QuotaAction =
	| { readonly kind: "can-render"; readonly minutes: number }
	| { readonly kind: "record"; readonly minutes: number; readonly jobId: string }
	| { readonly kind: "reconcile"; readonly month: string | null }
	| { readonly kind: "link"; readonly url: string | null }
	| { readonly kind: "check" | "history" | "help" };

export type QuotaArguments = {
	readonly action: QuotaAction;
	readonly user: string | null;
	readonly json: boolean;
	readonly data: string;
};

const options = {
	check: { type: "boolean", default: false },
	"can-render": { type: "boolean", default: false },
	record: { type: "string" },
	history: { type: "boolean", default: false },
	reconcile: { type: "boolean", default: false },
	link: { type: "boolean", default: false },
	minutes: { type: "string" },
	"job-id": { type: "string" },
	user: { type: "string" },
	month: { type: "string" },
	url: { type: "string" },
	data: { type: "string", default: DEFAULT_DATA },
	json: { type: "boolean", default: false },
	help: { type: "boolean", default: false },
} as const;

/** The actions of a flag: another action would ignore it silently. */
const ONLY_FOR: Readonly<Record<"minutes" | "job-id" | "user" | "month" | "url", readonly string[]>> = {
	minutes: ["can-render"],
	"job-id": ["record"],
	user: ["check", "can-render", "history", "link"],
	month: ["reconcile"],
	url: ["link"],
};

/** Throws UsageError (or parseArgs' own error) that names the flag. */
export function readQuotaArguments(args: readonly string[]): QuotaArguments {
	const { values } = parseArgs({ args: [...args], options, strict: true });
	const common = { json: values.json, data: values.data };
	if (values.help) return { action: { kind: "help" }, user: null, ...common };
	const flags = (["check", "can-render", "history", "reconcile", "link"] as const).filter(
		(flag) => values[flag],
	);
	const named = [...flags, ...(values.record === undefined ? [] : ["record" as const])];
	const [kind, second] = named;
	if (kind === undefined && values["job-id"] !== undefined)
		throw new UsageError("--job-id: expected --record too.");
	if (kind === undefined)
		throw new UsageError(
			"Name an action: --check, --can-render, --record, --history, --reconcile or --link.",
		);
	if (second !== undefined) {
		throw new UsageError(
			`One action at a time: ${named.map((name) => `--${name}`).join(" and ")} were given.`,
		);
	}
	for (const [flag, kinds] of Object.entries(ONLY_FOR)) {
		const isGiven = values[flag as keyof typeof ONLY_FOR] !== undefined;
		if (isGiven && !kinds.includes(kind))
			throw new UsageError(`--${flag}: only for --${kinds.join(", --")}.`);
	}
	return { action: readAction(kind, values), user: readUser(values.user), ...common };
}

function readAction(
	kind: "check" | "can-render" | "record" | "history" | "reconcile" | "link",
	values: Readonly<Record<string, string | boolean | undefined>>,
): QuotaAction {
	const readText = (flag: string) => (typeof values[flag] === "string" ? values[flag] : null);
	switch (kind) {
		case "can-render":
			return { kind, minutes: requireMinutes("minutes", readText("minutes") ?? "2") };
		case "record": {
			const minutes = requireMinutes("record", readText("record") ?? "");
			const jobId = readText("job-id");
			if (jobId === null) throw new UsageError("--job-id: missing; --record counts once for each job id.");
			return { kind, minutes, jobId: readJobId(jobId) };
		}
		case "reconcile":
			return { kind, month: readMonth(readText("month")) };
		case "link":
			return { kind, url: readUrl(readText("url")) };
		case "check":
		case "history":
			return { kind };
	}
}

function requireMinutes(flag: string, text: string): number {
	const minutes = readMinutes(text);
	if (minutes !== null) return minutes;
	throw new UsageError(`--${flag}: expected minutes ${MINUTES_WORDS}, received ${JSON.stringify(text)}.`);
}

function readUser(text: string | undefined): string | null {
	if (text === undefined || isUserId(text)) return text ?? null;
	throw new UsageError(`--user: expected ${USER_ID_WORDS}, received ${JSON.stringify(text)}.`);
}

function readJobId(text: string): string {
	if (isJobId(text)) return text;
	throw new UsageError(`--job-id: expected ${JOB_ID_WORDS}, received ${JSON.stringify(text)}.`);
}

function readMonth(text: string | null): string | null {
	if (text === null || /^[12]\d{3}-(0[1-9]|1[0-2])$/.test(text)) return text;
	throw new UsageError(`--month: expected YYYY-MM, received ${JSON.stringify(text)}.`);
}

function readUrl(text: string | null): string | null {
	if (text === null || /^https?:\/\/[^?#\s]+$/.test(text)) return text?.replace(/\/+$/, "") ?? null;
	throw new UsageError(
		`--url: expected an address with http:// or https://, received ${JSON.stringify(text)}.`,
	);
}
