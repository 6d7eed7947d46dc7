import { ChatreelError } from "../core/errors.ts";
import type { Check } from "./check.ts";

/** Checks whose failure means that something is used up, and not that it is missing. */
const RESOURCES = ["disk", "memory"];

export type RequirePreflightOptions = {
	/** What the probes threw, for the log. */
	readonly cause?: unknown;
};

/**
 * Throws where a check failed, with every failed one in the message and in `details.checks`: RESOURCE_EXHAUSTED (507)
 * where only disk or memory are short, else DEPENDENCY_ERROR, because with ffmpeg missing no free space would help.
 */
export function requirePreflight(checks: readonly Check[], options: RequirePreflightOptions = {}): void {
	const failed = checks.filter(({ ok }) => !ok);
	if (failed.length === 0) return;
	const message = `A render cannot begin. ${failed.map(describe).join(" ")}`;
	const common = { ...options, details: { checks: failed } };
	if (failed.every(({ name }) => RESOURCES.includes(name))) {
		throw new ChatreelError("RESOURCE_EXHAUSTED", message, common);
	}
	throw new ChatreelError("DEPENDENCY_ERROR", message, common);
}

function describe({ name, observed, unit, message }: Check): string {
	const found = [observed, unit].filter((part) => part !== null && part !== undefined).join(" ");
	return found === "" ? `${name}: ${message}` : `${name}: ${found} ${message}`;
}
