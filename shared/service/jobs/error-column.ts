import { toErrorBody } from "../../core/error-body.ts";
import { type ChatreelError, ERROR_KINDS, kindFor } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";

/** What the columns `error` and `warnings` hold, with room for the braces around. */
const COLUMN_CHARACTERS = 95_000;

/** The columns of a job that failed: what its caller may know, as an error body has it; a status where it is not the code's own. */
export function columnsOfError(error: ChatreelError): JsonObject {
	const { code, message, details } = toErrorBody(error, { instance: "" });
	const faults = "faults" in details && Array.isArray(details["faults"]) ? details["faults"] : null;
	const short = faults === null ? details : { ...details, faults: asManyAsFit(faults) };
	const own = error.status === ERROR_KINDS[kindFor(code)].status ? {} : { status: error.status };
	const text = JSON.stringify({ code, ...own, message, details: short });
	const isFit = text.length <= COLUMN_CHARACTERS;
	return { error: isFit ? text : JSON.stringify({ code, ...own, message, details: {} }) };
}

/** As many of a list as there is room for in a column. */
export function asManyAsFit<Item>(items: readonly Item[]): readonly Item[] {
	let characters = 0;
	const end = items.findIndex((item) => {
		characters += JSON.stringify(item).length + 1;
		return characters > COLUMN_CHARACTERS - 2000;
	});
	return end === -1 ? items : items.slice(0, end);
}
