import { setImmediate as othersTurn } from "node:timers/promises";
import { badArgument } from "../http/fault.ts";
import type { Call, Reply } from "../http/router.ts";
import { unauthorized } from "../identity/permissions.ts";
import type { Parts } from "../parts.ts";
import { announceBulk } from "./announce.ts";
import type { Dialect } from "./dialect.ts";
import { listRows } from "./list-rows.ts";
import { type Applied, applyOperation, type Operation } from "./operations.ts";
import { presentRow } from "./present.ts";
import type { Place, StoredRow } from "./rows.ts";

type Json = Readonly<Record<string, unknown>>;

/** A bulk change takes no more rows than a list can have. */
const MAX_ROWS = 5000;

/** Many rows by one call, all of them or none, by a key alone. Each row has its own event. */
export function bulkHandlers(parts: Parts, dialect: Dialect, placeOf: (call: Call) => Place) {
	const { store, rows, weaknesses } = parts;

	const carryOut = (
		call: Call,
		place: Place,
		asked: readonly Pick<Operation, "action" | "rowId" | "data">[],
	) => {
		const { databaseId, id: tableId } = place.table;
		const applied = store.atomically(() =>
			asked.map((each): Applied => applyOperation(rows, place, { ...each, databaseId, tableId })),
		);
		announceBulk(parts, applied, call.caller, dialect);
		const shown = applied.map(({ row }) => presentRow(row, place.table, dialect));
		return { total: shown.length, [dialect.rows]: shown };
	};

	const requireKey = ({ caller, body }: Call) => {
		if (caller.kind !== "key") throw unauthorized();
		if (typeof body["transactionId"] !== "string") return;
		throw badArgument("The local Appwrite does not serve bulk operations inside a transaction.");
	};

	const given = ({ body }: Call, action: "create" | "upsert") =>
		listOf(body[dialect.rows], dialect.rows).map(({ $id, ...data }) => ({
			action,
			rowId: String($id ?? "unique()"),
			data,
		}));

	const chosen = ({ body }: Call, place: Place): readonly StoredRow[] => {
		const queries = Array.isArray(body["queries"]) ? body["queries"].map(String) : [];
		const limit = queries.some((query) => query.includes('"limit"')) ? [] : [limitQuery];
		return listRows(store, place, [...queries, ...limit]).rows;
	};

	return {
		create: (call: Call): Reply => {
			requireKey(call);
			return { status: 201, body: carryOut(call, placeOf(call), given(call, "create")) };
		},

		upsert: (call: Call): Reply => {
			requireKey(call);
			return { status: 201, body: carryOut(call, placeOf(call), given(call, "upsert")) };
		},

		update: async (call: Call): Promise<Reply> => {
			requireKey(call);
			const place = placeOf(call);
			const found = chosen(call, place);
			// Between the two, a real server lets others in: two such calls can both find the same rows.
			if (weaknesses().slowBulkUpdates) await othersTurn();
			const data = recordOf(call.body["data"]);
			const asked = found.map(({ id: rowId }) => ({ action: "update" as const, rowId, data }));
			return { status: 200, body: carryOut(call, place, asked) };
		},

		remove: (call: Call): Reply => {
			requireKey(call);
			const place = placeOf(call);
			const asked = chosen(call, place).map(({ id: rowId }) => ({
				action: "delete" as const,
				rowId,
				data: {},
			}));
			return { status: 200, body: carryOut(call, place, asked) };
		},
	};
}

function listOf(value: unknown, param: string): readonly Json[] {
	if (Array.isArray(value) && value.every((each) => typeof each === "object" && each !== null)) return value;
	throw badArgument(`Invalid \`${param}\` param: Value must a valid array and Value must be a valid object.`);
}

const recordOf = (value: unknown): Json =>
	typeof value === "object" && value !== null ? (value as Json) : {};

const limitQuery = JSON.stringify({ method: "limit", values: [MAX_ROWS] });
