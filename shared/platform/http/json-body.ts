import { decodeText } from "../../core/decode-text.ts";
import { ChatreelError } from "../../core/errors.ts";
import { type FunctionContext, readHeader } from "./function-context.ts";

/**
 * Content types that a client sends if its caller names none, so they say nothing of the body: the form is PHP's curl, by which
 * the executor calls a function (open-runtimes/executor 0.25.4, `Docker.php`); plain text is `fetch` (Fetch, "extract a body").
 */
const UNSAID = ["", "application/x-www-form-urlencoded", "text/plain"];

/**
 * Reads a body that should be JSON, without a byte order mark. Accepts JSON of any content type. Returns a text that is not JSON
 * too if its content type is JSON or unset, so that the parser reports the place of the fault. Throws INVALID_INPUT with 415 for
 * other types, and with 400 for bytes that are not text.
 */
export function jsonBody(context: FunctionContext): string {
	const text = textBody(context);
	const type = readType(context);
	const isJsonType = type === "application/json" || type.endsWith("+json");
	if (isJsonType || UNSAID.includes(type) || isJson(text)) return text;
	const received = JSON.stringify(readHeader(context, "content-type").slice(0, 60));
	const message = `The body is no JSON: expected a body of application/json, received one of ${received}.`;
	throw new ChatreelError("INVALID_INPUT", message, { status: 415 });
}

/** Whether the body comes as text/plain, which may be a text that is not JSON. */
export function isPlainText(context: FunctionContext): boolean {
	return readType(context) === "text/plain";
}

/** The content type without its parameters, in lower case. */
function readType(context: FunctionContext): string {
	const [type = ""] = readHeader(context, "content-type").toLowerCase().split(";");
	return type.trim();
}

/** The text of a body. Throws INVALID_INPUT for bytes that are not text. */
function textBody(context: FunctionContext): string {
	const decoded = decodeText(context.req.bodyBinary);
	if (decoded.ok) return decoded.text;
	throw new ChatreelError("INVALID_INPUT", `The body is no text: ${decoded.fault.message}`, {
		details: { faults: [decoded.fault] },
	});
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
