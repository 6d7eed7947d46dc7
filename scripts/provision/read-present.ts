import { AppwriteException, type Client, Functions, Query, Storage, TablesDB } from "node-appwrite";
import type { Declaration, DeclaredColumn } from "./declaration.ts";
import type { Present } from "./step.ts";

/** Error types for a missing resource. A missing project is an error. */
const NOT_THERE = ["database_not_found", "table_not_found", "storage_bucket_not_found", "function_not_found"];

/** Reads from the server what of the declaration exists. */
export async function readPresent(client: Client, declared: Declaration): Promise<Present> {
	const [tablesDB, storage, functions] = [new TablesDB(client), new Storage(client), new Functions(client)];
	const databases = await readExisting(declared.tablesDB, ({ $id }) => tablesDB.get({ databaseId: $id }));
	const isThere = (databaseId: string) => databases.some(({ $id }) => $id === databaseId);
	const tables = await readExisting(
		declared.tables.filter(({ databaseId }) => isThere(databaseId)),
		({ databaseId, $id: tableId }) => tablesDB.getTable({ databaseId, tableId }),
	);
	const buckets = await readExisting(declared.buckets, ({ $id }) => storage.getBucket({ bucketId: $id }));
	const made = await readExisting(declared.functions, async ({ $id: functionId }) => {
		const [plan, { variables }] = await Promise.all([
			functions.get({ functionId }),
			functions.listVariables({ functionId }),
		]);
		return { ...plan, variables };
	});
	const elementsInUse: Record<string, readonly string[]> = {};
	for (const { $id: tableId, databaseId, columns } of declared.tables) {
		for (const column of columns) {
			const found = tables.find(({ $id }) => $id === tableId)?.columns.find(({ key }) => key === column.key);
			const used = await findUsed(tablesDB, { databaseId, tableId }, column, removedElements(column, found));
			if (used.length > 0) elementsInUse[`${tableId}.${column.key}`] = used;
		}
	}
	return {
		elementsInUse,
		databases: databases.map(({ $id }) => $id),
		tables,
		buckets,
		functions: made,
	} as unknown as Present;
}

function removedElements({ elements = [] }: DeclaredColumn, found: object | undefined): readonly string[] {
	const current: unknown = found !== undefined && "elements" in found ? found.elements : [];
	return Array.isArray(current) ? current.map(String).filter((element) => !elements.includes(element)) : [];
}

async function findUsed(
	tablesDB: TablesDB,
	at: { readonly databaseId: string; readonly tableId: string },
	{ key }: DeclaredColumn,
	elements: readonly string[],
): Promise<readonly string[]> {
	const used: string[] = [];
	for (const element of elements) {
		const queries = [Query.equal(key, [element]), Query.select(["$id"]), Query.limit(1)];
		const { rows } = await tablesDB.listRows({ ...at, queries });
		if (rows.length > 0) used.push(element);
	}
	return used;
}

async function readExisting<Declared, Found>(
	declared: readonly Declared[],
	get: (each: Declared) => Promise<Found>,
): Promise<readonly Found[]> {
	const found: Found[] = [];
	for (const each of declared) {
		try {
			found.push(await get(each));
		} catch (error) {
			if (!(error instanceof AppwriteException) || !NOT_THERE.includes(error.type)) throw error;
		}
	}
	return found;
}
