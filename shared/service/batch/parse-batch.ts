import * as z from "zod";
import { ChatreelError } from "../../core/errors.ts";
import { explainIssues, type Words } from "../../core/explain-issues.ts";
import { createFault, createInputError, describe, type Fault, type Path } from "../../core/fault.ts";
import { isRecord } from "../../core/json.ts";
import { findSyntaxFault } from "../../video/conversation/json-syntax.ts";
import { isJobId, JOB_ID_WORDS } from "../jobs/job-id.ts";
import type { WebhookProblem } from "../quote/request.ts";

export type BatchOptions = {
	readonly maxCpuSeconds?: number | undefined;
	readonly webhook?: string | undefined;
};

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
export const MAX_BODY_CHARACTERS = 10_485_760;

const FIELDS = ["batchId", "conversations", "options", "webhook"];
const OPTIONS = ["maxCpuSeconds", "webhook"];
const WEBHOOK: Words = { expected: "a webhook", allowed: "a URL" };
const WORDS: Readonly<Record<string, Words>> = {
	"": { expected: "a batch", allowed: FIELDS.join(", "), fields: FIELDS },
	batchId: { expected: "a batch id", allowed: JOB_ID_WORDS },
	conversations: { expected: "conversations", allowed: `a list of 1 to ${MAX_CONVERSATIONS}` },
	options: { expected: "the options of each job", allowed: OPTIONS.join(", "), fields: OPTIONS },
	"options.maxCpuSeconds": { expected: "a limit of CPU", allowed: "a number of seconds above 0" },
	"options.webhook": WEBHOOK,
	webhook: WEBHOOK,
};
const wordsFor = (path: Path) => WORDS[path.join(".")] as Words;

function createSchema(problem: WebhookProblem) {
	const webhook = z.string().superRefine((target, { addIssue }) => {
		const allowed = problem(target);
		if (allowed !== null) addIssue({ code: "custom", input: target, params: { allowed } });
	});
	const maxCpuSeconds = z.number().positive().max(1_000_000);
	return z.strictObject({
		batchId: z.string().refine(isJobId).optional(),
		conversations: z.array(z.unknown()).min(1).max(MAX_CONVERSATIONS),
		options: z
			.strictObject({ maxCpuSeconds: maxCpuSeconds.optional(), webhook: webhook.optional() })
			.default({}),
		webhook: webhook.optional(),
	});
}

/**
 * Parses `{batchId?, conversations, options?, webhook?}`. Throws INVALID_INPUT with every fault outside the conversations, with
 * status 413 when the body is too large.
 */
export function parseBatch(body: string, problem: WebhookProblem): BatchRequest {
	if (body.length > MAX_BODY_CHARACTERS) {
		const message = `The batch is too large: expected at most ${MAX_BODY_CHARACTERS} characters, received ${body.length}.`;
		throw new ChatreelError("INVALID_INPUT", message, { status: 413 });
	}
	const syntax = findSyntaxFault(body);
	const value: unknown = syntax === null ? JSON.parse(body) : null;
	if (!isRecord(value)) throw createInputError("batch", [createSyntaxFault(value, syntax)]);
	const parsed = createSchema(problem).safeParse(value, { reportInput: true });
	if (!parsed.success) throw createInputError("batch", explainIssues(parsed.error.issues, wordsFor));
	const { batchId = null, conversations, options, webhook = null } = parsed.data;
	return { batchId, conversations, options, webhook };
}

function createSyntaxFault(value: unknown, syntax: ReturnType<typeof findSyntaxFault>): Fault {
	if (syntax === null) {
		return createFault([], { expected: "a batch", allowed: "a JSON object", received: describe(value) });
	}
	const { line, column, ...words } = syntax;
	return createFault([], { ...words, allowed: "JSON" }, `line ${line}, column ${column}`);
}
