import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account, Client, Functions, TablesDB, Users } from "node-appwrite";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import {
	type LocalAppwrite,
	type LocalAppwriteOptions,
	startLocalAppwrite,
} from "../../scripts/local-appwrite/server.ts";

const FUNCTIONS = join(import.meta.dirname, "../fixtures/functions");

/** A function of the fixtures, as appwrite.json declares one. */
export function fixtureFunction($id: string, more: object = {}) {
	const fixed = { name: $id, path: ".", entrypoint: "echo.mjs", execute: ["any"], timeout: 15 };
	return { $id, ...fixed, ...more };
}

export type TestServer = LocalAppwrite & {
	readonly dataDir: string;
	readonly guest: () => Client;
	readonly admin: Client;
	/** A user with a session, and a client that is theirs. */
	readonly signUp: () => Promise<{ readonly id: string; readonly client: Client; readonly account: Account }>;
	/** Stops it and removes its data. */
	readonly end: () => Promise<void>;
};

/** Database `d` with table `t` of rows anybody may make, one column `text`, one counter `count`; bucket `b`. */
const DATA = {
	tablesDB: [{ $id: "d", name: "d" }],
	tables: [
		{
			$id: "t",
			databaseId: "d",
			name: "t",
			rowSecurity: true,
			$permissions: ['create("any")'],
			columns: [
				{ key: "text", type: "string", size: 100, required: false },
				{ key: "count", type: "integer", required: false, default: 0 },
			],
		},
	],
	buckets: [{ $id: "b", name: "b", fileSecurity: true, $permissions: ['create("users")'] }],
};

/** An Appwrite of this test's own, with `DATA` and the functions that are given. */
export async function startTestServer(
	functions: readonly object[] = [],
	options: Partial<LocalAppwriteOptions> = {},
): Promise<TestServer> {
	const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "local-appwrite-"));
	const config = parseConfig(JSON.stringify({ projectId: "test", ...DATA, functions }), FUNCTIONS);
	const server = await startLocalAppwrite({ config, ...options, dataDir });
	const guest = () => new Client().setEndpoint(server.endpoint).setProject(server.projectId);
	const admin = guest().setKey(server.apiKey);
	return {
		...server,
		dataDir,
		guest,
		admin,
		signUp: async () => {
			const users = new Users(admin);
			const { $id: id } = await users.create({ userId: "unique()" });
			const { secret } = await users.createSession({ userId: id });
			const client = guest().setSession(secret);
			return { id, client, account: new Account(client) };
		},
		end: async () => {
			await server.stop();
			rmSync(dataDir, { recursive: true });
		},
	};
}

export const tablesOf = (client: Client) => new TablesDB(client);
export const functionsOf = (client: Client) => new Functions(client);
