import { isRecord } from "../../core/json.ts";
import { similarName } from "../../core/similar-name.ts";
import type { ConversationText, TextForm } from "./text-form.ts";

const EXPECTED = `expected {"messages": [{"sender": "you" or "them", "text": "…"}, …]}, or a script with lines as "Maya: Hi"`;

/**
 * Recognises a text that is not a conversation, such as a messenger's export or another file of this program, and says what is
 * expected instead. Null if it does not recognise the text. This adds to the faults and never replaces them.
 */
export function describeForeign({ text, form }: Pick<ConversationText, "text" | "form">): string | null {
	const value = parseOrUndefined(text);
	const name = value === undefined ? nameOfText(text, form) : nameOfValue(value);
	return name === null ? null : `This seems to be ${name}; ${EXPECTED}`;
}

/** How the line of a message begins: `[31.12.23, 22:15:00] Ann: …` and `12/31/23, 10:15 PM - Ann: …`. */
const WHATSAPP =
	/^[\u200e\u200f\ufeff]*\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d{2}.{0,12}?(?:\]| -) /m;

/** The start of a text is enough to recognise it. */
const LOOKED_AT = 4000;

/** Its lines could be read as those of a script, by people with dates as their names. */
export function isWhatsAppExport(source: string): boolean {
	return WHATSAPP.test(source.slice(0, LOOKED_AT));
}

function nameOfText(source: string, form: TextForm): string | null {
	const start = source.slice(0, LOOKED_AT).trimStart();
	const [firstLine = ""] = start.split(/\r\n|\r|\n/, 1);
	if (/^<(!doctype|html|\?xml)/i.test(start)) return "a page (HTML or XML)";
	if (/^\{.*\}$/.test(firstLine) && parseOrUndefined(firstLine) !== undefined)
		return "JSON Lines, which npm run batch takes in a file that ends in .jsonl";
	if (/^"?(sep=|job["\s]*[,;\t])/i.test(firstLine))
		return "CSV, which npm run batch takes in a file that ends in .csv";
	if (isWhatsAppExport(start)) return "a WhatsApp export (text)";
	if (form === "script") return null;
	return start !== "" && !/^["{[]/.test(start) ? "plain text" : null;
}

function nameOfValue(value: unknown): string | null {
	if (Array.isArray(value)) {
		if (has(value[0], "text", "ts")) return "a Slack export";
		if (has(value[0], "mapping")) return "a ChatGPT export";
		return has(value[0], "sender", "text") ? "a list of messages without the object around it" : "a list";
	}
	if (!isRecord(value)) return null;
	// A typing error in a field's name does not make a file another program's: the faults name the right field.
	const isNear = (key: string, name: string) => similarName(key, [name]) !== null;
	if (Object.entries(value).some(([key, inner]) => isNear(key, "conversation") && isRecord(inner)))
		return "a request for the function: leave only what is in `conversation`";
	if (Array.isArray(value["conversations"])) return "a batch for the function";
	const { messages } = value;
	if (!Array.isArray(messages)) {
		if (isRecord(value["chats"]) && "personal_information" in value) return "a Telegram export of all chats";
		const isOurs = Object.keys(value).some((key) => isNear(key, "messages"));
		return isOurs || Object.keys(value).length === 0 ? null : "JSON of another kind, without `messages`";
	}
	const [first] = messages.filter(isRecord);
	if (has(first, "sender_name", "timestamp_ms")) return "a Messenger or Instagram export";
	if (has(first, "date_unixtime") || has(first, "from_id")) return "a Telegram export (result.json)";
	if (has(first, "author", "content")) return "a Discord export";
	if (has(first, "role", "content")) return "a chat with a language model";
	return null;
}

function has(value: unknown, ...fields: readonly string[]): boolean {
	return isRecord(value) && fields.every((field) => field in value);
}

function parseOrUndefined(source: string): unknown {
	try {
		return JSON.parse(source);
	} catch {
		return undefined;
	}
}
