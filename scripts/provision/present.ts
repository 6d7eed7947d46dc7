import { AppwriteException, type Client, Functions, Storage, TablesDB } from "node-appwrite";
import type { Declaration } from "./declaration.ts";
import type { Present } from "./step.ts";

/** What a server says of a thing that is not there. A project that is not there is none of them. */
const NOT_THERE = ["database_not_found", "table_not_found", "storage_bucket_not_found", "function_not_found"];

/** Reads of the server what is declared and there. */
export async function readPresent(client: Client, declared: Declaration): Promise<Present> {
	const [tablesDB, storage, functions] = [new TablesDB(client), new Storage(client), new Functions(client)];
	const databases = await there(declared.tablesDB, ({ $id }) => tablesDB.get({ databaseId: $id }));
	const isThere = (databaseId: string) => databases.some(({ $id }) => $id === databaseId);
	const tables = await there(
		declared.tables.filter(({ databaseId }) => isThere(databaseId)),
		({ databaseId, $id: tableId }) => tablesDB.getTable({ databaseId, tableId }),
	);
	const buckets = await there(declared.buckets, ({ $id }) => storage.getBucket({ bucketId: $id }));
	const made = await there(declared.functions, async ({ $id: functionId }) => {
		const [plan, { variables }] = await Promise.all([
			functions.get({ functionId }),
			functions.listVariables({ functionId }),
		]);
		return { ...plan, variables };
	});
	// The SDK's types name each field; here they are compared by their names.
	return {
		databases: databases.map(({ $id }) => $id),
		tables,
		buckets,
		functions: made,
	} as unknown as Present;
}

async function there<Declared, Found>(
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
