import { invalidParam } from "../http/api-error.ts";
import { type Json, recordIn } from "../http/read-json.ts";
import type { Store } from "../store.ts";
import type { Table } from "../tables/table.ts";
import { insertRow, removeRow, type Step, stepColumn, updateRow } from "./change-row.ts";
import { findRow, type StoredRow, type TableAccess } from "./rows.ts";

/** One change of a row, as a call asks for it or a transaction stages it. */
export type Operation = {
	readonly action: "create" | "update" | "upsert" | "delete" | "increment" | "decrement";
	readonly databaseId: string;
	readonly tableId: string;
	readonly rowId: string;
	readonly data: Json;
};

const ACTIONS = ["create", "update", "upsert", "delete", "increment", "decrement"];

/** Reads an operation in either dialect: `tableId` and `rowId`, or `collectionId` and `documentId`. */
export function readOperation(value: unknown): Operation {
	const given = recordIn(value);
	const action = String(given["action"]);
	if (!ACTIONS.includes(action)) {
		throw invalidParam(
			"operations",
			`Invalid action: ${action}. The local Appwrite serves ${ACTIONS.join(", ")}.`,
		);
	}
	const { data = {} } = given;
	if (typeof data !== "object" || data === null || Array.isArray(data)) {
		throw invalidParam("operations", "Key 'data' must be an array");
	}
	return {
		action: action as Operation["action"],
		databaseId: String(given["databaseId"]),
		tableId: String(given["tableId"] ?? given["collectionId"]),
		rowId: String(given["rowId"] ?? given["documentId"] ?? "unique()"),
		data: data as Json,
	};
}

export type Applied = {
	readonly event: "create" | "update" | "delete";
	readonly row: StoredRow;
	readonly table: Table;
	/** It was asked for as an upsert, whichever of the two it became. */
	readonly isUpsert?: boolean;
};

export function applyOperation(
	store: Store,
	access: TableAccess,
	{ action, rowId, data }: Pick<Operation, "action" | "rowId" | "data">,
): Applied {
	const { table } = access;
	const { $permissions, permissions = $permissions, ...columns } = data;
	const change = { data: columns, permissions };
	switch (action) {
		case "create":
			return { event: "create", row: insertRow(store, access, rowId, change), table };
		case "update":
			return { event: "update", row: updateRow(store, access, rowId, change), table };
		case "upsert":
			return findRow(store, table, rowId) === null
				? { event: "create", row: insertRow(store, access, rowId, change), table, isUpsert: true }
				: { event: "update", row: updateRow(store, access, rowId, change), table, isUpsert: true };
		case "delete":
			return { event: "delete", row: removeRow(store, access, rowId), table };
		case "increment":
		case "decrement":
			return { event: "update", row: stepColumn(store, access, rowId, readStep(action, data)), table };
	}
}

export function readStep(action: "increment" | "decrement", data: Json): Step {
	const value = data["value"] ?? 1;
	if (typeof value !== "number" || value <= 0) {
		throw invalidParam("value", "Value must be a valid number greater than 0");
	}
	const bound = data[action === "increment" ? "max" : "min"];
	return {
		column: String(data["column"] ?? data["attribute"]),
		by: action === "increment" ? value : -value,
		bound: typeof bound === "number" ? bound : null,
	};
}
