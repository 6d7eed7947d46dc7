import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppwriteException, Client, Databases, ID, TablesDB } from "node-appwrite";
import { expect, vi } from "vitest";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { startLocalAppwrite } from "../../scripts/local-appwrite/server.ts";

/** A server to hold the contract against, and a database of this run's own on it. */
export type Server = {
	/** A client without key, session or JWT. */
	readonly guest: () => Client;
	/** A client with an API key that may do everything. */
	readonly admin: Client;
	readonly tables: TablesDB;
	readonly databases: Databases;
	readonly databaseId: string;
	/** Removes what was made, and stops what was started. */
	readonly end: () => Promise<void>;
};

/**
 * The server named by APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID and APPWRITE_API_KEY, where these are set; else a local one
 * of its own.
 */
export async function connect(): Promise<Server> {
	const { endpoint, projectId, apiKey, stop } = fromEnvironment() ?? (await startOwn());
	const guest = () => new Client().setEndpoint(endpoint).setProject(projectId);
	const admin = guest().setKey(apiKey);
	const tables = new TablesDB(admin);
	const databaseId = ID.unique();
	await tables.create({ databaseId, name: "chatreel contract" });
	return {
		guest,
		admin,
		tables,
		databases: new Databases(admin),
		databaseId,
		end: async () => {
			await tables.delete({ databaseId });
			await stop();
		},
	};
}

type Address = {
	readonly endpoint: string;
	readonly projectId: string;
	readonly apiKey: string;
	readonly stop: () => Promise<void>;
};

function fromEnvironment(): Address | null {
	const { APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID, APPWRITE_API_KEY } = process.env;
	if (APPWRITE_ENDPOINT === undefined || APPWRITE_PROJECT_ID === undefined || APPWRITE_API_KEY === undefined)
		return null;
	return {
		endpoint: APPWRITE_ENDPOINT,
		projectId: APPWRITE_PROJECT_ID,
		apiKey: APPWRITE_API_KEY,
		stop: async () => {},
	};
}

async function startOwn(): Promise<Address> {
	const dataDir = mkdtempSync(join(tmpdir(), "local-appwrite-"));
	const config = parseConfig('{"projectId": "contract"}', dataDir);
	const server = await startLocalAppwrite({ dataDir, config });
	const stop = async () => {
		await server.stop();
		rmSync(dataDir, { recursive: true });
	};
	return { ...server, stop };
}

/** How long columns may take: on a real server sometimes more than half a minute, where a worker has much to do. */
export const READY = { timeout: 300_000, interval: 50 };

export type TableOptions = { readonly permissions?: string[]; readonly rowSecurity?: boolean };

/**
 * Makes a table with a column of every kind that the bundle uses, `name` (text), `count` (integer, 0), `limited`
 * (integer, 0, 0–10), `ratio` (float), `done` (boolean, false), `at` (datetime), `kind` (enum), `tags` (texts), `bare`
 * (integer without a default) and `code` (text, unique), and waits until all can be used.
 */
export async function makeTable({ tables, databaseId }: Server, options: TableOptions = {}): Promise<string> {
	const tableId = ID.unique();
	const at = { databaseId, tableId, required: false };
	await tables.createTable({ databaseId, tableId, name: "contract", ...options });
	await tables.createStringColumn({ ...at, key: "name", size: 20 });
	await tables.createStringColumn({ ...at, key: "code", size: 20 });
	await tables.createStringColumn({ ...at, key: "tags", size: 20, array: true });
	await tables.createIntegerColumn({ ...at, key: "count", xdefault: 0 });
	await tables.createIntegerColumn({ ...at, key: "limited", min: 0, max: 10, xdefault: 0 });
	await tables.createIntegerColumn({ ...at, key: "bare" });
	await tables.createFloatColumn({ ...at, key: "ratio" });
	await tables.createBooleanColumn({ ...at, key: "done", xdefault: false });
	await tables.createDatetimeColumn({ ...at, key: "at" });
	await tables.createEnumColumn({ ...at, key: "kind", elements: ["a", "b"] });
	const isReady = async () => {
		const { columns, indexes } = await tables.getTable({ databaseId, tableId });
		return [...columns, ...indexes].every(({ status }) => status === "available");
	};
	await vi.waitUntil(isReady, READY);
	await tables.createIndex({ databaseId, tableId, key: "code", type: "unique" as never, columns: ["code"] });
	await vi.waitUntil(isReady, READY);
	return tableId;
}

/** Expects a refusal with this code and this type. */
export async function refused(promise: Promise<unknown>, code: number, type: string): Promise<void> {
	const outcome: unknown = await promise.then(
		(value) => ({ answered: value }),
		(error: unknown) => error,
	);
	expect(outcome).toBeInstanceOf(AppwriteException);
	const { code: actualCode, type: actualType } = outcome as AppwriteException;
	expect([actualCode, actualType]).toEqual([code, type]);
}
