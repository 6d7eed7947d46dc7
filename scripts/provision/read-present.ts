import { AppwriteException, type Client, Functions, Query, Sites, Storage, TablesDB } from "node-appwrite";
import type { Declaration, DeclaredColumn } from "./declaration.ts";
import type { Present, PresentSite } from "./step.ts";

/** Error types for a missing resource. A missing project is an error. */
const NOT_THERE = [
	"database_not_found",
	"table_not_found",
	"storage_bucket_not_found",
	"function_not_found",
	"site_not_found",
];

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
		...(await readSites(client, declared)),
		elementsInUse,
		databases: databases.map(({ $id }) => $id),
		tables,
		buckets,
		functions: made,
	} as unknown as Present;
}

/** A server of before Sites, one that has them disabled, and a key without their scope: the studio is no part of the bundle there. */
async function readSites(
	client: Client,
	{ sites: declared }: Declaration,
): Promise<{ readonly sites: readonly PresentSite[]; readonly withoutSites: string | null }> {
	const sites = new Sites(client);
	try {
		const present = await readExisting(declared, async ({ $id: siteId }) => {
			const [site, { variables }] = await Promise.all([
				sites.get({ siteId }),
				sites.listVariables({ siteId }),
			]);
			return { ...site, variables } as unknown as PresentSite;
		});
		return { sites: present, withoutSites: null };
	} catch (error) {
		const withoutSites = explainNoSites(error);
		if (withoutSites === null) throw error;
		return { sites: [], withoutSites };
	}
}

/** Null for another error. */
export function explainNoSites(error: unknown): string | null {
	if (!(error instanceof AppwriteException)) return null;
	const { type, code } = error;
	if (type === "general_unauthorized_scope" && error.message.includes('"sites.'))
		return "APPWRITE_API_KEY lacks sites.read or sites.write.";
	if (type === "general_service_disabled") return "Sites are disabled in this project.";
	// An unknown route is answered with a page, or as such.
	const isUnknown = code === 404 && ["", "general_route_not_found"].includes(type ?? "");
	return isUnknown || code === 501 ? "The server has no Sites." : null;
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
