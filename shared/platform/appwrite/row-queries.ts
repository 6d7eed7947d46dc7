import type { Table } from "../../service/columns.ts";
import type { AnyQuery } from "../../service/row-store.ts";

/** The queries of a list as Appwrite's API takes them, texts of JSON. Without the SDK, which is large and not always needed. */
export function toQueryTexts(table: Table, query: AnyQuery): string[] {
	const { where = {}, orderBy, isDescending = false, limit, offset, fields, after } = query;
	const { columnName } = table;
	return [
		...Object.entries(where).flatMap(([field, condition]) => toConditions(table, field, condition)),
		...(orderBy === undefined
			? []
			: [queryText(isDescending ? "orderDesc" : "orderAsc", columnName(orderBy))]),
		queryText("limit", undefined, [limit]),
		...(offset === undefined ? [] : [queryText("offset", undefined, [offset])]),
		...(fields === undefined ? [] : [queryText("select", undefined, ["$id", ...fields.map(columnName)])]),
		...(after === undefined ? [] : [queryText("cursorAfter", undefined, [after])]),
	];
}

/** An empty list of values matches no row; Appwrite refuses it. */
export const asksForNone = ({ where = {} }: Pick<AnyQuery, "where">) =>
	Object.values(where).some((condition) => Array.isArray(condition) && condition.length === 0);

function toConditions({ columnName, encodeField }: Table, field: string, condition: unknown): string[] {
	const column = columnName(field);
	const asColumn = (value: unknown) => encodeField(field, value);
	if (condition === null) return [queryText("isNull", column)];
	if (Array.isArray(condition)) return [queryText("equal", column, condition.map(asColumn))];
	if (typeof condition !== "object") return [queryText("equal", column, [asColumn(condition)])];
	if ("isNot" in condition) return [queryText("isNotNull", column)];
	const { above, from, before } = condition as Readonly<Record<string, unknown>>;
	return [
		...(above === undefined ? [] : [queryText("greaterThan", column, [asColumn(above)])]),
		...(from === undefined ? [] : [queryText("greaterThanEqual", column, [asColumn(from)])]),
		...(before === undefined ? [] : [queryText("lessThan", column, [asColumn(before)])]),
	];
}

function queryText(method: string, attribute: string | undefined, values?: readonly unknown[]): string {
	return JSON.stringify({ method, attribute, values });
}
