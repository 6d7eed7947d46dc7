import { ChatreelError } from "../../core/errors.ts";
import { createFault, describe, type Fault, type Path } from "../../core/fault.ts";
import { isRecord } from "../../core/json.ts";
import { suggestion } from "../../core/similar-name.ts";
import { findSyntaxFault } from "../../video/conversation/json-syntax.ts";
import { isJobId, JOB_ID_WORDS } from "../jobs/job-id.ts";

export type BatchOptions = { readonly maxCpuSeconds?: number; readonly webhook?: string };

/** The body of `POST /batch`. Its conversations are not validated yet. */
export type BatchRequest = {
	readonly batchId: string | null;
	readonly conversations: readonly unknown[];
	/** For each job. */
	readonly options: BatchOptions;
	/** For the batch. */
	readonly webhook: string | null;
};

const MAX_CONVERSATIONS = 500;

/** Appwrite, createExecution. */
const MAX_BODY_CHARACTERS = 10_485_760;

const FIELDS = ["batchId", "conversations", "options", "webhook"];
const OPTIONS = ["maxCpuSeconds", "webhook"];

/**
 * Parses `{batchId?, conversations, options?, webhook?}`. Throws INVALID_INPUT with every fault outside the conversations, with
 * status 413 when the body is too large. `webhookProblem` returns what is allowed instead of a webhook, or null.
 */
export function parseBatch(body: string, webhookProblem: (target: string) => string | null): BatchRequest {
	if (body.length > MAX_BODY_CHARACTERS) {
		const message = `The batch is too large: expected at most ${MAX_BODY_CHARACTERS} characters, received ${body.length}.`;
		throw new ChatreelError("INVALID_INPUT", message, { status: 413 });
	}
	const syntax = findSyntaxFault(body);
	const value: unknown = syntax === null ? JSON.parse(body) : null;
	if (!isRecord(value)) throw invalid([createSyntaxFault(value, syntax)]);
	const { batchId, conversations, options = {}, webhook } = value;
	const faults = [
		...findUnknownFields(value, FIELDS, []),
		...checkField(Array.isArray(conversations) && isCount(conversations.length), ["conversations"], {
			expected: "conversations",
			allowed: `a list of 1 to ${MAX_CONVERSATIONS}`,
			received: describe(conversations),
		}),
		...checkField(batchId === undefined || (typeof batchId === "string" && isJobId(batchId)), ["batchId"], {
			expected: "a batch id",
			allowed: JOB_ID_WORDS,
			received: describe(batchId),
		}),
		...checkOptions(options, webhookProblem),
		...checkWebhook(webhook, ["webhook"], webhookProblem),
	];
	if (faults.length > 0) throw invalid(faults);
	return {
		batchId: typeof batchId === "string" ? batchId : null,
		conversations: conversations as readonly unknown[],
		options: options as BatchOptions,
		webhook: typeof webhook === "string" ? webhook : null,
	};
}

function checkOptions(options: unknown, problem: (target: string) => string | null): readonly Fault[] {
	if (!isRecord(options)) {
		const words = { expected: "the options of each job", allowed: "an object", received: describe(options) };
		return [createFault(["options"], words)];
	}
	const { maxCpuSeconds, webhook } = options;
	const isLimit =
		maxCpuSeconds === undefined ||
		(typeof maxCpuSeconds === "number" && maxCpuSeconds > 0 && maxCpuSeconds <= 1_000_000);
	return [
		...findUnknownFields(options, OPTIONS, ["options"]),
		...checkField(isLimit, ["options", "maxCpuSeconds"], {
			expected: "a limit of CPU",
			allowed: "a number of seconds above 0",
			received: describe(maxCpuSeconds),
		}),
		...checkWebhook(webhook, ["options", "webhook"], problem),
	];
}

function checkWebhook(
	webhook: unknown,
	path: Path,
	problem: (target: string) => string | null,
): readonly Fault[] {
	if (webhook === undefined) return [];
	const allowed = typeof webhook === "string" ? problem(webhook) : "a URL";
	if (allowed === null) return [];
	return [createFault(path, { expected: "a webhook", allowed, received: describe(webhook) })];
}

function findUnknownFields(value: object, known: readonly string[], path: Path): readonly Fault[] {
	const unknown = Object.keys(value).filter((name) => !known.includes(name));
	return unknown.slice(0, 20).map((name) => {
		const received = `${JSON.stringify(name)}${suggestion(name, known)}`;
		return createFault([...path, name], {
			expected: "no such field",
			allowed: known.join(", "),
			received,
		});
	});
}

function createSyntaxFault(value: unknown, syntax: ReturnType<typeof findSyntaxFault>): Fault {
	if (syntax === null) {
		return createFault([], { expected: "a batch", allowed: "a JSON object", received: describe(value) });
	}
	const { line, column, ...words } = syntax;
	return createFault([], { ...words, allowed: "JSON" }, `line ${line}, column ${column}`);
}

function checkField(
	isValid: boolean,
	path: Path,
	words: Parameters<typeof createFault>[1],
): readonly Fault[] {
	return isValid ? [] : [createFault(path, words)];
}

function invalid(faults: readonly Fault[]): ChatreelError {
	const message =
		faults.length === 1
			? `The batch is not valid. ${faults[0]?.message}`
			: `The batch has ${faults.length} faults.`;
	return new ChatreelError("INVALID_INPUT", message, { details: { faults, faultCount: faults.length } });
}

const isCount = (length: number) => length >= 1 && length <= MAX_CONVERSATIONS;
