import * as z from "zod";
import { ChatreelError } from "../../core/errors.ts";
import { explainIssues, type Words } from "../../core/explain-issues.ts";
import { createFault, createInputError, describe, type Fault, type Path } from "../../core/fault.ts";
import { sha256Hex } from "../../core/hash.ts";
import { isRecord } from "../../core/json.ts";
import { similarName } from "../../core/similar-name.ts";
import { type Conversation, conversationSchema } from "../../video/conversation/conversation.ts";
import { parseJson } from "../../video/conversation/json-syntax.ts";
import { LIMITS } from "../../video/conversation/limits.ts";
import { type Checked, checkConversation, type ParseOptions } from "../../video/conversation/parse.ts";
import { countScriptDataUrls } from "../../video/conversation/read/check-script.ts";
import { checkText } from "../../video/conversation/read/check-text.ts";
import { countDataUrls } from "../../video/conversation/size-faults.ts";
import { type ConversationText, guessForm } from "../../video/conversation/text-form.ts";
import { isJobId, JOB_ID_WORDS } from "../jobs/job-id.ts";
import type { PinnedFile } from "../pictures/bucket-files.ts";
import type { Row } from "../tables.ts";

/** What a request says beside its conversation. */
export type RequestOptions = {
	readonly jobId?: string | undefined;
	/** Render in this execution, however long it takes. */
	readonly wait?: boolean | undefined;
	/** When the render has used this much, it stops and is charged. */
	readonly maxCpuSeconds?: number | undefined;
	/** The URL that gets the job's end. */
	readonly webhook?: string | undefined;
};

/** Says what is allowed when a webhook is not; null when the webhook may be tried. */
export type WebhookProblem = (target: string) => string | null;

export type RenderRequest = {
	readonly conversation: Conversation;
	readonly options: RequestOptions;
	/** Where the conversation is in what the caller sent, as a JSON pointer. Default: it is all of it. */
	readonly pointer?: string;
	/** The text of the conversation, if it came as a script. */
	readonly script?: string;
};

/** A request with the files in buckets that it was accepted with. */
export type AcceptedRequest = RenderRequest & { readonly pinned: readonly PinnedFile[] };

/** For callers that send no webhooks. */
const noWebhook: WebhookProblem = () => "no webhook";

/** A request as its job keeps it. Equal requests have equal texts, and so equal hashes. */
export type EncodedRequest = { readonly text: string; readonly hash: string };

/** Of all but data URLs, with room for the options beside the conversation. */
const TEXT_BYTES = LIMITS.conversationBytes + 20_000;

/** Of all together. Appwrite takes 10,485,760 characters (createExecution). */
const REQUEST_BYTES = TEXT_BYTES + LIMITS.dataUrl.bytesTogether;

/** Data URLs of a created row, together. Its column has 1,000,000 characters, and text has its share. */
const ROW_DATA_BYTES = 700_000;

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
const POINTER = "/conversation";
const CONVERSATION_FIELDS = Object.keys(conversationSchema.shape);

/**
 * Reads the body of `POST /`: `{conversation, jobId?, wait?, maxCpuSeconds?, webhook?}`, or a bare conversation. Either may be a
 * script. Throws INVALID_INPUT with every fault, with status 413 when the body is too large.
 */
export function parseRequest(
	body: ConversationText,
	maxMessages: number,
	problem: WebhookProblem = noWebhook,
): RenderRequest {
	requireSize(body);
	// A body that is not JSON or not an object gets the faults of a conversation: that is what most people send.
	const value = body.form === "json" ? parseJson(body.text) : null;
	if (!isRecord(value) || isBare(value))
		return { ...buildRequest(checkText(body, { maxMessages }), {}, [], problem), ...scriptOf(body) };
	const { conversation, ...options } = value;
	const written = typeof conversation === "string" ? guessText(conversation) : null;
	const checked = prefixPointers(
		written === null ? checkConversation(conversation, { maxMessages }) : checkText(written, { maxMessages }),
	);
	const ofScript = written === null ? {} : scriptOf(written);
	return { ...buildRequest(checked, options, [], problem), pointer: POINTER, ...ofScript };
}

/** Before anything is parsed: this bounds what any request costs. */
function requireSize(body: ConversationText): void {
	const bytes = new TextEncoder().encode(body.text).byteLength;
	const refuse = (received: number, limitBytes: number, beside = "") => {
		const message = `The request is too large: expected at most ${limitBytes} bytes${beside}, received ${received}.`;
		throw new ChatreelError("INVALID_INPUT", message, { status: 413, details: { limitBytes } });
	};
	if (bytes > REQUEST_BYTES) refuse(bytes, REQUEST_BYTES);
	if (bytes <= TEXT_BYTES) return;
	const dataBytes = countDataBytes(body);
	const textBytes = bytes - dataBytes;
	if (textBytes > TEXT_BYTES) refuse(textBytes, TEXT_BYTES, dataBytes === 0 ? "" : " beside data URLs");
}

function countDataBytes({ text, form }: ConversationText): number {
	return form === "json" ? countDataUrls(text) : countScriptDataUrls(text);
}

/** Looks for fields of a conversation at the top, also misspelt ones, so that the faults name what was meant. */
function isBare(value: Readonly<Record<string, unknown>>): boolean {
	const isOneOf = (names: readonly string[]) =>
		Object.keys(value).some((key) => similarName(key, names) !== null);
	return "messages" in value
		? !("conversation" in value)
		: !isOneOf(["conversation"]) && isOneOf(CONVERSATION_FIELDS);
}

/** Reads one conversation of a batch, with the batch's options. Throws INVALID_INPUT with its faults. */
export function parseItem(
	conversation: unknown,
	options: Pick<RequestOptions, "maxCpuSeconds" | "webhook">,
	bounds: Pick<ParseOptions, "maxMessages" | "firstMessages">,
): RenderRequest {
	const checked = checkConversation(conversation, { ...bounds, moreMessages: 0 });
	return buildRequest(checked, options, [], () => null);
}

/** Reads a created row of `requests`. Its id is the job's, so its options may not name one. Throws INVALID_INPUT. */
export function parseCreatedRow(
	{ conversation, options }: Pick<Row<"requests">, "conversation" | "options">,
	maxMessages: number,
	problem: WebhookProblem = noWebhook,
): RenderRequest {
	const written = guessText(conversation ?? "");
	const checked = prefixPointers(checkText(written, { maxMessages }));
	const tooLarge = findRowFaults(written);
	const value = options === null ? {} : parseJson(options);
	if (!isRecord(value)) {
		const words = { expected: "the options", allowed: "a JSON object", received: describe(options) };
		return buildRequest(checked, {}, [createFault(["options"], words), ...tooLarge], problem);
	}
	const faults = [...("jobId" in value ? [refuseJobId(value["jobId"])] : []), ...tooLarge];
	const { jobId: _, ...rest } = value;
	return { ...buildRequest(checked, rest, faults, problem), pointer: POINTER, ...scriptOf(written) };
}

function guessText(text: string): ConversationText {
	return { text, form: guessForm(text) };
}

function scriptOf({ text, form }: ConversationText): Pick<RenderRequest, "script"> {
	return form === "script" ? { script: text } : {};
}

/** Keeps what decides the video and what it may cost. Not what a file in a bucket holds: the same request is the same job. */
export async function encodeRequest({ conversation, options }: RenderRequest): Promise<EncodedRequest> {
	const { maxCpuSeconds, webhook } = options;
	// JSON leaves out what is undefined.
	const text = JSON.stringify({ conversation, maxCpuSeconds, webhook });
	return { text, hash: await sha256Hex(text) };
}

/** The text of an encoded request with its files. */
export function withPinned(text: string, pinned: readonly PinnedFile[]): string {
	return pinned.length === 0 ? text : JSON.stringify({ ...JSON.parse(text), pinned });
}

export function decodeRequest(text: string): AcceptedRequest {
	const { conversation, pinned = [], ...options } = JSON.parse(text);
	return { conversation, options, pinned, pointer: POINTER };
}

function buildRequest(
	checked: Checked,
	given: Readonly<Record<string, unknown>>,
	more: readonly Fault[],
	problem: WebhookProblem,
): RenderRequest {
	const options = optionsSchema.safeParse(given, { reportInput: true });
	const ofOptions = options.success ? [] : explainIssues(options.error.issues, wordsFor);
	const ofWebhook = options.success ? findWebhookFaults(options.data.webhook, problem) : [];
	const faults = [...(checked.ok ? [] : checked.faults), ...ofOptions, ...ofWebhook, ...more];
	if (checked.ok && options.success && faults.length === 0) {
		return { conversation: checked.conversation, options: options.data };
	}
	throw createInputError("request", faults);
}

function findWebhookFaults(webhook: string | undefined, problem: WebhookProblem): readonly Fault[] {
	const allowed = webhook === undefined ? null : problem(webhook);
	if (allowed === null) return [];
	return [createFault(["webhook"], { expected: "a webhook", allowed, received: describe(webhook) })];
}

function findRowFaults(conversation: ConversationText): readonly Fault[] {
	const bytes = countDataBytes(conversation);
	if (bytes <= ROW_DATA_BYTES) return [];
	const allowed = `at most ${ROW_DATA_BYTES} bytes of data URLs in a row: put larger pictures into a bucket, and name them {"bucketId", "fileId"}`;
	const words = { expected: "a conversation", allowed, received: `${bytes} bytes` };
	return [createFault(["conversation"], words)];
}

function refuseJobId(received: unknown): Fault {
	const words = { expected: "no jobId", allowed: "the row's own id", received: describe(received) };
	return createFault(["options", "jobId"], words);
}

/** Makes pointers start at the root of the request, in which the conversation is a field. */
function prefixPointers(checked: Checked): Checked {
	if (checked.ok) return checked;
	const faults = checked.faults.map((fault) => ({ ...fault, pointer: `${POINTER}${fault.pointer}` }));
	return { ok: false, faults };
}
