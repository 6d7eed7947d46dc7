import type { FunctionContext } from "../http/function-context.ts";

/** Writes an event for the operator: a line of JSON in the execution's log. */
type Log = (event: string, fields: Readonly<Record<string, unknown>>) => void;

/** Appwrite cuts an entry off after 8000 characters. */
const ENTRY_CHARACTERS = 7900;

/** Writes failures with their causes and stacks to the execution's errors, other events to its log. Headers are never logged. */
export function createLog({ log, error }: Pick<FunctionContext, "log" | "error">): Log {
	return (event, fields) => {
		const text = JSON.stringify({ event, ...fields }, explained).slice(0, ENTRY_CHARACTERS);
		if ("error" in fields) error(text);
		else log(text);
	};
}

function explained(_key: string, value: unknown): unknown {
	if (!(value instanceof Error)) return value;
	const { stack, cause } = value;
	return cause === undefined ? { stack } : { stack, cause };
}
