import { decodeText } from "../../core/decode-text.ts";
import { ChatreelError } from "../../core/errors.ts";
import { type FunctionContext, readHeader } from "./function-context.ts";

/**
 * What says nothing of the body, because it is what comes where a caller names no type: the form is PHP's curl, by which the
 * executor calls a function (open-runtimes/executor 0.25.4, `Docker.php`); plain text is `fetch` (Fetch, "extract a body").
 */
const UNSAID = ["", "application/x-www-form-urlencoded", "text/plain"];

/**
 * The body of a request that is to be JSON, decoded as files are, without a byte order mark. JSON is taken whatever its type says. What is no JSON is
 * given too where its type is JSON's or nobody chose it: the parser then tells the place of the fault. Throws INVALID_INPUT with
 * 415 for the rest, and with 400 for bytes that are no text.
 */
export function jsonBody(context: FunctionContext): string {
	const decoded = decodeText(context.req.bodyBinary);
	if (!decoded.ok) {
		throw new ChatreelError("INVALID_INPUT", `The body is no text: ${decoded.fault.message}`, {
			details: { faults: [decoded.fault] },
		});
	}
	const { text } = decoded;
	const contentType = readHeader(context, "content-type");
	const [parameterless = ""] = contentType.toLowerCase().split(";");
	const type = parameterless.trim();
	const isJsonType = type === "application/json" || type.endsWith("+json");
	if (isJsonType || UNSAID.includes(type) || isJson(text)) return text;
	const received = JSON.stringify(contentType.slice(0, 60));
	const message = `The body is no JSON: expected a body of application/json, received one of ${received}.`;
	throw new ChatreelError("INVALID_INPUT", message, { status: 415 });
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
