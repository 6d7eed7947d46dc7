import { ChatreelError } from "../../../shared/core/errors.ts";
import { requireJobId } from "../../../shared/service/jobs/job-id.ts";
import { isMinutes, MINUTES_WORDS, readMinutes } from "../../../shared/service/quota/cpu-time.ts";
import { findSyntaxFault } from "../../../shared/video/conversation/json-syntax.ts";

const DEFAULT_MINUTES = 2;

/** Throws INVALID_INPUT for a month that is not `YYYY-MM`. */
export function requireMonth(month: string): string {
	if (/^[12]\d{3}-(0[1-9]|1[0-2])$/.test(month)) return month;
	throw invalidInput("/month", "the month is not valid", "YYYY-MM", month);
}

/** CPU minutes of a query, 2 by default. Throws INVALID_INPUT. */
export function readMinutesParameter(text: string | undefined): number {
	if (text === undefined || text === "") return DEFAULT_MINUTES;
	return requireMinutes(readMinutes(text), text);
}

/** The body of `POST /record`. Throws INVALID_INPUT. */
export function readRecord(body: string): { readonly jobId: string; readonly minutes: number } {
	const value = parseObject(body);
	const { jobId, minutes, ...rest } = value;
	const [unknown] = Object.keys(rest);
	if (unknown !== undefined) {
		throw invalidInput(`/${unknown}`, "there is no such field", "jobId and minutes", unknown);
	}
	if (typeof jobId !== "string") throw invalidInput("/jobId", "jobId is missing", "a text", jobId);
	return { jobId: requireJobId(jobId), minutes: requireMinutes(minutes, minutes) };
}

function requireMinutes(minutes: unknown, received: unknown): number {
	if (isMinutes(minutes)) return minutes;
	throw invalidInput("/minutes", "minutes are not valid", `a number ${MINUTES_WORDS}`, received);
}

function parseObject(body: string): Readonly<Record<string, unknown>> {
	const syntax = findSyntaxFault(body);
	if (syntax !== null) {
		const { line, column, expected, received } = syntax;
		const message = `The body is no JSON: line ${line}, column ${column}: expected ${expected}, received ${received}.`;
		throw new ChatreelError("INVALID_INPUT", message, { details: { pointer: "" } });
	}
	const value: unknown = JSON.parse(body);
	if (typeof value === "object" && value !== null && !Array.isArray(value)) {
		return value as Record<string, unknown>;
	}
	throw invalidInput("", "the body is not valid", "a JSON object with jobId and minutes", value);
}

function invalidInput(pointer: string, what: string, expected: string, received: unknown): ChatreelError {
	const shown = (JSON.stringify(received) ?? "nothing").slice(0, 60);
	const sentence = `${what}: expected ${expected}, received ${shown}.`;
	const message = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
	return new ChatreelError("INVALID_INPUT", message, { details: { pointer } });
}
