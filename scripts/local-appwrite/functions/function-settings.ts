import { Cron } from "croner";
import { readRoles } from "../auth/permissions.ts";
import { invalidParam, missingParam, notImplemented } from "../http/api-error.ts";
import { type Json, textsIn } from "../http/read-json.ts";

/** The settings of a function. */
export type FunctionSettings = {
	readonly name: string;
	readonly runtime: string;
	/** The roles that may execute it. */
	readonly execute: readonly string[];
	/** The names of events that start it. */
	readonly events: readonly string[];
	/** The scopes of its key. */
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
	/** The commands that build its code, for bash. */
	readonly commands: string;
};

const MAX_TIMEOUT_SECONDS = 900;

/**
 * The settings that a request gives, with the real server's defaults for those it leaves out: an update, too, sets back what
 * it leaves out, but for the runtime and the entrypoint, which stay as they are in `before`.
 */
export function readFunctionSettings(
	body: Json,
	before: Pick<FunctionSettings, "runtime" | "entrypoint"> | null = null,
): FunctionSettings {
	const runtime = readText(body, "runtime", before?.runtime);
	if (!runtime.startsWith("node-")) throw notImplemented(`the runtime ${runtime}`);
	const schedule = readText(body, "schedule", "");
	if (schedule !== "" && !isCron(schedule)) {
		throw invalidParam("schedule", "String must be a valid cron expression");
	}
	const timeout = Number(body["timeout"] ?? 15);
	if (!Number.isInteger(timeout) || timeout < 1 || timeout > MAX_TIMEOUT_SECONDS) {
		throw invalidParam("timeout", `Value must be a valid range between 1 and ${MAX_TIMEOUT_SECONDS}`);
	}
	return {
		name: readText(body, "name"),
		runtime,
		execute: readRoles(body["execute"], "execute"),
		events: textsIn(body["events"]),
		scopes: textsIn(body["scopes"]),
		schedule,
		timeout,
		enabled: body["enabled"] !== false,
		logging: body["logging"] !== false,
		entrypoint: readText(body, "entrypoint", before?.entrypoint ?? ""),
		commands: readText(body, "commands", ""),
	};
}

/** Whether an active deployment is still what these settings would make. */
export function isSameBuild(one: FunctionSettings, other: FunctionSettings): boolean {
	const names = ["name", "entrypoint", "commands", "runtime"] as const;
	return names.every((name) => one[name] === other[name]);
}

/** An empty text counts as none. Throws when there is neither a text nor a `fallback`. */
function readText(body: Json, name: string, fallback?: string): string {
	const text = String(body[name] ?? "") || fallback;
	if (text === undefined) throw missingParam(name);
	return text;
}

function isCron(schedule: string): boolean {
	try {
		return schedule.trim().split(/\s+/).length === 5 && new Cron(schedule) instanceof Cron;
	} catch {
		return false;
	}
}
