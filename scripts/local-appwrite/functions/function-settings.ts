import { Cron } from "croner";
import { badArgument, notServed } from "../http/fault.ts";
import type { Call } from "../http/router.ts";
import { readRoles } from "../identity/permissions.ts";

/** What its owner sets of a function. */
export type FunctionSettings = {
	readonly name: string;
	readonly runtime: string;
	/** The roles that may execute it. */
	readonly execute: readonly string[];
	/** The names of events that start it. */
	readonly events: readonly string[];
	/** What its key may do. */
	readonly scopes: readonly string[];
	/** Cron, in five fields; empty: none. */
	readonly schedule: string;
	/** Seconds. */
	readonly timeout: number;
	/** Whether others than servers may execute it. */
	readonly enabled: boolean;
	readonly logging: boolean;
	/** A path in its code. */
	readonly entrypoint: string;
	/** What builds its code, for bash. */
	readonly commands: string;
};

const MAX_TIMEOUT_SECONDS = 900;

/**
 * The settings that a request gives, with the real server's defaults for those it leaves out: an update, too, sets back what
 * it leaves out, but for the runtime and the entrypoint, which stay as they are in `before`.
 */
export function readFunctionSettings(
	body: Call["body"],
	before: Pick<FunctionSettings, "runtime" | "entrypoint"> | null = null,
): FunctionSettings {
	const runtime = textOf(body, "runtime", before?.runtime);
	if (!runtime.startsWith("node-")) throw notServed(`the runtime ${runtime}`);
	const schedule = textOf(body, "schedule", "");
	if (schedule !== "" && !isCron(schedule)) {
		throw badArgument("Invalid `schedule` param: String must be a valid cron expression");
	}
	const timeout = Number(body["timeout"] ?? 15);
	if (!Number.isInteger(timeout) || timeout < 1 || timeout > MAX_TIMEOUT_SECONDS) {
		throw badArgument(
			`Invalid \`timeout\` param: Value must be a valid range between 1 and ${MAX_TIMEOUT_SECONDS}`,
		);
	}
	return {
		name: textOf(body, "name"),
		runtime,
		execute: readRoles(body["execute"], "execute"),
		events: listOf(body["events"]),
		scopes: listOf(body["scopes"]),
		schedule,
		timeout,
		enabled: body["enabled"] !== false,
		logging: body["logging"] !== false,
		entrypoint: textOf(body, "entrypoint", before?.entrypoint ?? ""),
		commands: textOf(body, "commands", ""),
	};
}

/** Whether an active deployment is still what these settings would make. */
export function isSameBuild(one: FunctionSettings, other: FunctionSettings): boolean {
	const names = ["name", "entrypoint", "commands", "runtime"] as const;
	return names.every((name) => one[name] === other[name]);
}

/** An empty text counts as none. Throws where there is neither a text nor a `fallback`. */
function textOf(body: Call["body"], name: string, fallback?: string): string {
	const text = String(body[name] ?? "") || fallback;
	if (text === undefined) throw badArgument(`Param "${name}" is not optional.`);
	return text;
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function isCron(schedule: string): boolean {
	try {
		return schedule.trim().split(/\s+/).length === 5 && new Cron(schedule) instanceof Cron;
	} catch {
		return false;
	}
}
