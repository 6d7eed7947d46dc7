import { badArgument } from "../http/fault.ts";
import type { Place, Rows, StoredRow } from "./rows.ts";
import type { Table } from "./table.ts";

/** One write, as it is staged in a transaction. */
export type Operation = {
	readonly action: "create" | "update" | "upsert" | "delete" | "increment" | "decrement";
	readonly databaseId: string;
	readonly tableId: string;
	readonly rowId: string;
	readonly data: Readonly<Record<string, unknown>>;
};

const ACTIONS = ["create", "update", "upsert", "delete", "increment", "decrement"];

/** Reads an operation in either dialect: `tableId` and `rowId`, or `collectionId` and `documentId`. */
export function parseOperation(value: unknown): Operation {
	const given = (typeof value === "object" && value !== null ? value : {}) as Readonly<
		Record<string, unknown>
	>;
	const action = String(given["action"]);
	if (!ACTIONS.includes(action)) {
		throw badArgument(
			`Invalid \`operations\` param: Invalid action: ${action}. The local Appwrite serves ${ACTIONS.join(", ")}.`,
		);
	}
	const { data = {} } = given;
	if (typeof data !== "object" || data === null || Array.isArray(data)) {
		throw badArgument("Invalid `operations` param: Key 'data' must be an array");
	}
	return {
		action: action as Operation["action"],
		databaseId: String(given["databaseId"]),
		tableId: String(given["tableId"] ?? given["collectionId"]),
		rowId: String(given["rowId"] ?? given["documentId"] ?? "unique()"),
		data: data as Operation["data"],
	};
}

export type Applied = {
	readonly event: "create" | "update" | "delete";
	readonly row: StoredRow;
	readonly table: Table;
	/** It was asked for as an upsert, whichever of the two it became. */
	readonly isUpsert?: boolean;
};

/** Carries out one operation. */
export function applyOperation(rows: Rows, place: Place, operation: Operation): Applied {
	const { action, rowId, data } = operation;
	const { $permissions, permissions = $permissions, ...columns } = data;
	const { table } = place;
	switch (action) {
		case "create":
			return { event: "create", row: rows.create(place, rowId, { data: columns, permissions }), table };
		case "update":
			return { event: "update", row: rows.update(place, rowId, { data: columns, permissions }), table };
		case "upsert": {
			const event = rows.find(table, rowId) === null ? "create" : "update";
			const row = rows.upsert(place, rowId, { data: columns, permissions });
			return { event, row, table, isUpsert: true };
		}
		case "delete":
			return { event: "delete", row: rows.remove(place, rowId), table };
		case "increment":
		case "decrement":
			return { event: "update", row: rows.step(place, rowId, stepOf(action, data)), table };
	}
}

export function stepOf(action: "increment" | "decrement", data: Readonly<Record<string, unknown>>) {
	const value = data["value"] ?? 1;
	if (typeof value !== "number" || value <= 0) {
		throw badArgument("Invalid `value` param: Value must be a valid number greater than 0");
	}
	const bound = data[action === "increment" ? "max" : "min"];
	return {
		column: String(data["column"] ?? data["attribute"]),
		by: action === "increment" ? value : -value,
		bound: typeof bound === "number" ? bound : null,
	};
}
