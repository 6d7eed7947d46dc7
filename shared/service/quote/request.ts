import * as z from "zod";
import { ChatreelError } from "../../core/errors.ts";
import { explainIssues, type Words } from "../../core/explain-issues.ts";
import { createFault, createInputError, describe, type Fault, type Path } from "../../core/fault.ts";
import { sha256Hex } from "../../core/hash.ts";
import { isRecord } from "../../core/json.ts";
import { similarName } from "../../core/similar-name.ts";
import { type Conversation, conversationSchema } from "../../video/conversation/conversation.ts";
import { findSyntaxFault } from "../../video/conversation/json-syntax.ts";
import { LIMITS } from "../../video/conversation/limits.ts";
import {
	type Checked,
	checkConversation,
	checkConversationText,
	type ParseOptions,
} from "../../video/conversation/parse.ts";
import { isJobId, JOB_ID_WORDS } from "../jobs/job-id.ts";
import type { Row } from "../tables.ts";

/** What is asked of a job, beside its conversation. */
export type RequestOptions = {
	readonly jobId?: string | undefined;
	/** Render in this very execution, however long it takes. */
	readonly wait?: boolean | undefined;
	/** The render stops, and is charged, when it has used so much. */
	readonly maxCpuSeconds?: number | undefined;
	/** Who is told of the end. */
	readonly webhook?: string | undefined;
};

/** What is allowed where a webhook is not; null where it may be tried. */
export type WebhookProblem = (target: string) => string | null;

export type RenderRequest = { readonly conversation: Conversation; readonly options: RequestOptions };

/** Where nobody sends any. */
const noWebhook: WebhookProblem = () => "no webhook";

/** A request as it is kept with its job: what is the same gives the same text, and so the same hash. */
export type StoredRequest = { readonly text: string; readonly hash: string };

/** Room for the options beside the conversation. */
const REQUEST_BYTES = LIMITS.conversationBytes + 20_000;

const optionsSchema = z.strictObject({
	jobId: z.string().refine(isJobId).optional(),
	wait: z.boolean().optional(),
	maxCpuSeconds: z.number().positive().max(1_000_000).optional(),
	webhook: z.string().optional(),
});
const FIELDS = ["conversation", ...Object.keys(optionsSchema.shape)];
const WORDS: Readonly<Record<string, Words>> = {
	"": { expected: "a request", allowed: FIELDS.join(", "), fields: FIELDS },
	jobId: { expected: "a value for jobId", allowed: JOB_ID_WORDS },
	wait: { expected: "a value for wait", allowed: "true, false" },
	maxCpuSeconds: { expected: "a value for maxCpuSeconds", allowed: "a number of seconds above 0" },
	webhook: { expected: "a value for webhook", allowed: "a URL" },
};
const wordsFor = (path: Path) => WORDS[path.join(".")] as Words;
const CONVERSATION_FIELDS = Object.keys(conversationSchema.shape);

/**
 * The body of `POST /`: `{conversation, jobId?, wait?, maxCpuSeconds?, webhook?}`, or a conversation as it is (with its own
 * fields at the top). Throws INVALID_INPUT with every fault; 413 where it is too large.
 */
export function parseRequest(
	body: string,
	maxMessages: number,
	problem: WebhookProblem = noWebhook,
): RenderRequest {
	const bytes = new TextEncoder().encode(body).byteLength;
	if (bytes > REQUEST_BYTES) {
		const message = `The request is too large: expected at most ${REQUEST_BYTES} bytes, received ${bytes}.`;
		throw new ChatreelError("INVALID_INPUT", message, {
			status: 413,
			details: { limitBytes: REQUEST_BYTES },
		});
	}
	// What is not JSON, or no object, is told as of a conversation: that is what most people send.
	const value = findSyntaxFault(body) === null ? JSON.parse(body) : null;
	if (!isRecord(value) || isBare(value))
		return requestOf(checkConversationText(body, { maxMessages }), {}, [], problem);
	const { conversation, ...options } = value;
	return requestOf(inside(checkConversation(conversation, { maxMessages })), options, [], problem);
}

/** By the fields of a conversation at the top, misspelt ones too, so that the faults name what was meant. */
function isBare(value: Readonly<Record<string, unknown>>): boolean {
	const isOneOf = (names: readonly string[]) =>
		Object.keys(value).some((key) => similarName(key, names) !== null);
	return "messages" in value
		? !("conversation" in value)
		: !isOneOf(["conversation"]) && isOneOf(CONVERSATION_FIELDS);
}

/** One conversation of a batch, with the options of all. Throws INVALID_INPUT with the faults of this one. */
export function parseItem(
	conversation: unknown,
	options: Pick<RequestOptions, "maxCpuSeconds" | "webhook">,
	bounds: Pick<ParseOptions, "maxMessages" | "firstMessages">,
): RenderRequest {
	const checked = checkConversation(conversation, { ...bounds, moreMessages: 0 });
	return requestOf(checked, options, [], () => null);
}

/** A created row of `requests`. Its own id is the job's, so its options name none. Throws INVALID_INPUT. */
export function parseCreatedRow(
	{ conversation, options }: Pick<Row<"requests">, "conversation" | "options">,
	maxMessages: number,
	problem: WebhookProblem = noWebhook,
): RenderRequest {
	const checked = inside(checkConversationText(conversation ?? "", { maxMessages }));
	const value = options === null ? {} : parsed(options);
	if (!isRecord(value)) {
		const words = { expected: "the options", allowed: "a JSON object", received: describe(options) };
		return requestOf(checked, {}, [createFault(["options"], words)], problem);
	}
	const faults = "jobId" in value ? [jobIdRefused(value["jobId"])] : [];
	const { jobId: _, ...rest } = value;
	return requestOf(checked, rest, faults, problem);
}

/** What a job keeps of its request: all that decides its video and what it may cost. */
export async function storedRequest({ conversation, options }: RenderRequest): Promise<StoredRequest> {
	const { maxCpuSeconds, webhook } = options;
	// What is undefined is left out.
	const text = JSON.stringify({ conversation, maxCpuSeconds, webhook });
	return { text, hash: await sha256Hex(text) };
}

/** The request that a job kept. */
export function readStoredRequest(text: string): RenderRequest {
	const { conversation, ...options } = JSON.parse(text);
	return { conversation, options };
}

function requestOf(
	checked: Checked,
	given: Readonly<Record<string, unknown>>,
	more: readonly Fault[],
	problem: WebhookProblem,
): RenderRequest {
	const options = optionsSchema.safeParse(given, { reportInput: true });
	const ofOptions = options.success ? [] : explainIssues(options.error.issues, wordsFor);
	const ofWebhook = options.success ? webhookFaults(options.data.webhook, problem) : [];
	const faults = [...(checked.ok ? [] : checked.faults), ...ofOptions, ...ofWebhook, ...more];
	if (checked.ok && options.success && faults.length === 0) {
		return { conversation: checked.conversation, options: options.data };
	}
	throw createInputError("request", faults);
}

function webhookFaults(webhook: string | undefined, problem: WebhookProblem): readonly Fault[] {
	const allowed = webhook === undefined ? null : problem(webhook);
	if (allowed === null) return [];
	return [createFault(["webhook"], { expected: "a webhook", allowed, received: describe(webhook) })];
}

function jobIdRefused(received: unknown): Fault {
	const words = { expected: "no jobId", allowed: "the row's own id", received: describe(received) };
	return createFault(["options", "jobId"], words);
}

/** Pointers from the root of the request, in which the conversation is a field. */
function inside(checked: Checked): Checked {
	if (checked.ok) return checked;
	const faults = checked.faults.map((fault) => ({ ...fault, pointer: `/conversation${fault.pointer}` }));
	return { ok: false, faults };
}

function parsed(text: string): unknown {
	return findSyntaxFault(text) === null ? JSON.parse(text) : null;
}
