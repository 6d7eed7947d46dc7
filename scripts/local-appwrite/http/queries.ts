import { ApiError, invalidParam } from "./api-error.ts";
import { parseJson } from "./read-json.ts";

/** One query as the SDKs write it. */
export type Query = {
	readonly method: string;
	readonly attribute: string;
	readonly values: readonly unknown[];
};

/** `APP_LIMIT_ARRAY_PARAMS_SIZE`, `APP_LIMIT_ARRAY_ELEMENT_SIZE` and `APP_DATABASE_QUERY_MAX_VALUES` of 1.9.6. */
const MAX_QUERIES = 100;
const MAX_CHARACTERS = 4096;
const MAX_VALUES = 500;

/** The queries of a list: the SDKs number them, \`queries[0]\`; other clients write \`queries[]\`. */
export function queryTextsIn(search: URLSearchParams): readonly string[] {
	return [...search].filter(([name]) => /^queries\[\d*\]$/.test(name)).map(([, query]) => query);
}

/** Throws when one is no query, or when they are more or larger than the real server takes. */
export function parseQueryTexts(texts: readonly string[]): readonly Query[] {
	if (texts.length > MAX_QUERIES || texts.some((text) => text.length > MAX_CHARACTERS)) {
		throw invalidParam(
			"queries",
			`Value must a valid array no longer than ${MAX_QUERIES} items and Value must be a valid string and at least 1 chars and no longer than ${MAX_CHARACTERS} chars`,
		);
	}
	return texts.map((text) => {
		const given = parseJson(text);
		if (given === null) throw invalidQuery("Syntax error");
		return readQuery(given);
	});
}

/** A query, or one that is a value of `and` or `or`. */
export function readQuery(given: unknown): Query {
	const { method, attribute = "", values = [] } = (given ?? {}) as Readonly<Record<string, unknown>>;
	if (typeof method !== "string")
		throw invalidQuery(`Invalid query method. Must be a string, got ${typeof method}`);
	if (typeof attribute !== "string") {
		throw invalidQuery(`Invalid query attribute. Must be a string, got ${typeof attribute}`);
	}
	if (!Array.isArray(values))
		throw invalidQuery(`Invalid query values. Must be an array, got ${typeof values}`);
	if (values.length > MAX_VALUES) {
		throw invalidQuery(`Query on attribute has greater than ${MAX_VALUES} values: ${attribute}`);
	}
	return { method, attribute, values };
}

/** What `limit` or `offset` says; `fallback` without one. */
export function countIn(queries: readonly Query[], method: "limit" | "offset", fallback: number): number {
	const query = queries.findLast((each) => each.method === method);
	if (query === undefined) return fallback;
	const [value] = query.values;
	if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
	throw invalidQuery(`Invalid ${method}: Value must be a valid range`);
}

export function invalidQuery(reason: string): ApiError {
	return new ApiError(400, "general_query_invalid", `Invalid query: ${reason}`);
}
