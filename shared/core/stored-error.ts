import { toErrorBody } from "./error-body.ts";
import { ChatreelError, ERROR_KINDS, kindFor } from "./errors.ts";
import type { JsonObject } from "./json.ts";

/** What a caller may know of a failure, as a row keeps it and an answer shows it. */
export type StoredError = {
	readonly code: string;
	/** Where it is not the status of the code. */
	readonly status?: number;
	readonly message: string;
	readonly details: JsonObject;
};

/** What a column of 100,000 characters holds, with room for the braces around. */
const COLUMN_CHARACTERS = 95_000;

/** Leaves out what does not fit into a column: the last faults, or all details. */
export function storedError(error: ChatreelError): StoredError {
	const { code, message, details } = toErrorBody(error, { instance: "" });
	const faults = "faults" in details && Array.isArray(details["faults"]) ? details["faults"] : null;
	const short = faults === null ? details : { ...details, faults: asManyAsFit(faults) };
	const own = error.status === ERROR_KINDS[kindFor(code)].status ? {} : { status: error.status };
	const stored = { code, ...own, message, details: short };
	return JSON.stringify(stored).length <= COLUMN_CHARACTERS ? stored : { ...stored, details: {} };
}

/** The error that was stored. A code that is not known, of a later release, is UNKNOWN. */
export function restoreError(stored: Readonly<Record<string, unknown>>): ChatreelError {
	const { code, status, message = "The job has failed.", details } = stored;
	const kind = kindFor(code, status);
	return new ChatreelError(kind, String(message), {
		details: typeof details === "object" && details !== null ? (details as JsonObject) : {},
		status: typeof status === "number" ? status : ERROR_KINDS[kind].status,
	});
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
