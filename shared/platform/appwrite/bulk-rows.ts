import { type Client, TablesDB } from "node-appwrite";
import { isKind } from "../../core/errors.ts";
import type { NewRow } from "../../service/batch/ports.ts";
import { call } from "./call.ts";
import { DATABASE_ID } from "./row-store.ts";

/**
 * Makes many rows by one call; each has its own event. False where one was there already: a try before, whose answer was lost,
 * may have made some or all.
 */
export async function createManyRows(
	client: Client,
	tableId: string,
	rows: readonly NewRow[],
): Promise<boolean> {
	if (rows.length === 0) return true;
	const given = rows.map(({ rowId, permissions, data }) => ({
		...{ $id: rowId, $permissions: [...permissions] },
		...data,
	}));
	try {
		await call(() => new TablesDB(client).createRows({ databaseId: DATABASE_ID, tableId, rows: given }));
		return true;
	} catch (error) {
		if (isKind(error, "CONFLICT")) return false;
		throw error;
	}
}
