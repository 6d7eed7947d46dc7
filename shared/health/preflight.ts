import { ChatreelError } from "../core/errors.ts";
import { type Check, type CheckResult, type CheckStatus, formatObserved } from "./check.ts";
import { disk } from "./checks/disk.ts";
import { ffmpeg } from "./checks/ffmpeg.ts";
import { fonts } from "./checks/fonts.ts";
import { memory } from "./checks/memory.ts";
import { packageCheck } from "./checks/package.ts";
import type { HostPorts } from "./ports.ts";

/** Everything that a render needs of the machine it runs on. */
export const PREFLIGHT_CHECKS: readonly Check<HostPorts>[] = [
	packageCheck("@napi-rs/canvas"),
	packageCheck("fluent-ffmpeg"),
	ffmpeg,
	fonts,
	disk,
	memory,
];

/** A result as callers of the pre-flight read it. */
export type PreflightAnswer = {
	readonly name: string;
	readonly status: CheckStatus;
	/** Whether it did not fail. */
	readonly ok: boolean;
	/** For people: what was found, and where it failed what to do. */
	readonly message: string;
	readonly observed: string | number | null;
	readonly unit?: string;
};

export function toPreflightAnswer({ name, status, ...rest }: CheckResult): PreflightAnswer {
	const { output: message, observedValue: observed, observedUnit: unit } = rest;
	const answer = { name, status, ok: status !== "fail", message, observed };
	return unit === null ? answer : { ...answer, unit };
}

/**
 * Throws where a check failed, with every failed one in the message and in `details.checks`: RESOURCE_EXHAUSTED (507)
 * where only disk or memory are short, else DEPENDENCY_ERROR, because with ffmpeg missing no free space would help.
 */
export function requirePassed(results: readonly CheckResult[], cause?: unknown): void {
	const failed = results.filter(({ status }) => status === "fail");
	if (failed.length === 0) return;
	const message = `A render cannot begin. ${failed.map(describe).join(" ")}`;
	const options = { cause, details: { checks: failed.map(toPreflightAnswer) } };
	if (failed.every(({ name }) => RESOURCES.includes(name))) {
		throw new ChatreelError("RESOURCE_EXHAUSTED", message, options);
	}
	throw new ChatreelError("DEPENDENCY_ERROR", message, options);
}

/** Checks that fail where something is used up, and not where it is missing. */
const RESOURCES = [disk.name, memory.name];

function describe(result: CheckResult): string {
	const observed = formatObserved(result);
	return observed === ""
		? `${result.name}: ${result.output}`
		: `${result.name}: ${observed} ${result.output}`;
}
