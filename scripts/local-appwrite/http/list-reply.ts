import { badArgument, notImplemented } from "./api-error.ts";
import { countIn, parseQueryTexts, type Query, queryTextsIn } from "./queries.ts";
import type { Call, Reply } from "./route.ts";

type Item = Readonly<Record<string, unknown>>;

const DEFAULT_LIMIT = 25;

/**
 * A page of a list other than rows, by the queries that such lists get here: equal, the comparisons, order, limit, offset and
 * cursor. Any other query is refused, never ignored.
 */
export function listReply(name: string, items: readonly Item[], { search }: Pick<Call, "search">): Reply {
	const queries = parseQueryTexts(queryTextsIn(search));
	for (const { method } of queries) {
		if (!KNOWN.has(method)) throw notImplemented(`the query ${method} here`);
	}
	const found = items.filter((item) => queries.every((query) => matches(item, query)));
	const order = queries.find(({ method }) => method === "orderAsc" || method === "orderDesc");
	const ordered = order === undefined ? found : sorted(found, order);
	const start = afterCursor(ordered, queries) + countIn(queries, "offset", 0);
	const page = ordered.slice(start, start + countIn(queries, "limit", DEFAULT_LIMIT));
	return { status: 200, body: { total: found.length, [name]: page } };
}

const FILTERS = ["equal", "lessThan", "greaterThan", "startsWith"];
const PAGING = ["limit", "offset", "cursorAfter", "orderAsc", "orderDesc"];
const KNOWN = new Set([...FILTERS, ...PAGING]);

function matches(item: Item, { method, attribute, values }: Query): boolean {
	const actual = item[attribute];
	const [first] = values;
	switch (method) {
		case "equal":
			return values.includes(actual);
		case "lessThan":
			return compare(actual, first) < 0;
		case "greaterThan":
			return compare(actual, first) > 0;
		case "startsWith":
			return String(actual).startsWith(String(first));
		default:
			return true;
	}
}

function sorted(items: readonly Item[], { method, attribute }: Query): readonly Item[] {
	const direction = method === "orderAsc" ? 1 : -1;
	return items.toSorted((a, b) => direction * compare(a[attribute], b[attribute]));
}

/** Moments are compared as moments, whether they end in `Z` or in `+00:00`. */
function compare(a: unknown, b: unknown): number {
	if (typeof a === "number" && typeof b === "number") return a - b;
	const [left, right] = [a, b].map((value) => Date.parse(String(value)));
	if (left !== undefined && right !== undefined && !Number.isNaN(left + right)) return left - right;
	return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}

function afterCursor(items: readonly Item[], queries: readonly Query[]): number {
	const cursor = queries.find(({ method }) => method === "cursorAfter")?.values[0];
	if (cursor === undefined) return 0;
	const index = items.findIndex(({ $id }) => $id === cursor);
	if (index < 0) throw badArgument(`The cursor '${cursor}' was not found.`);
	return index + 1;
}
