import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { makeDataFolder, makePrivateFile, makePrivateFolder } from "./data-folder.ts";
import { openDatabase } from "./sqlite.ts";

export type Row = Readonly<Record<string, null | number | bigint | string | NodeJS.NonSharedUint8Array>>;

/**
 * A data folder: its SQLite file, the folders beside it, and the clock. Every call is synchronous, so a request's reads and
 * writes never mix with another's.
 */
export type Store = {
	/** The folder. */
	readonly dir: string;
	/** The server's clock, which tests move. */
	readonly now: () => number;
	readonly all: (sql: string, ...values: readonly SQLInputValue[]) => readonly Row[];
	readonly one: (sql: string, ...values: readonly SQLInputValue[]) => Row | undefined;
	readonly run: (sql: string, ...values: readonly SQLInputValue[]) => { readonly changes: number | bigint };
	/** All of it or, when `work` throws, nothing. */
	readonly atomically: <Result>(work: () => Result) => Result;
	readonly close: () => void;
};

const SCHEMA = `
	CREATE TABLE IF NOT EXISTS databases (id TEXT PRIMARY KEY, json TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS tables (
		database_id TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (database_id, id)
	);
	CREATE TABLE IF NOT EXISTS rows (
		sequence INTEGER PRIMARY KEY AUTOINCREMENT,
		database_id TEXT NOT NULL, table_id TEXT NOT NULL, id TEXT NOT NULL,
		created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
		permissions TEXT NOT NULL, data TEXT NOT NULL,
		changes INTEGER NOT NULL DEFAULT 0, updates INTEGER NOT NULL DEFAULT 0,
		UNIQUE (database_id, table_id, id)
	);
	CREATE TABLE IF NOT EXISTS transactions (id TEXT PRIMARY KEY, json TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS buckets (id TEXT PRIMARY KEY, json TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS files (
		bucket_id TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (bucket_id, id)
	);
	CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS users (id TEXT PRIMARY KEY, email TEXT UNIQUE, json TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS sessions (
		id TEXT PRIMARY KEY, user_id TEXT NOT NULL, secret TEXT UNIQUE NOT NULL, json TEXT NOT NULL
	);
	CREATE TABLE IF NOT EXISTS executions (
		id TEXT PRIMARY KEY, function_id TEXT NOT NULL, json TEXT NOT NULL, due_at INTEGER, asked TEXT
	);
	CREATE TABLE IF NOT EXISTS functions (id TEXT PRIMARY KEY, json TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS sites (id TEXT PRIMARY KEY, json TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS deployments (id TEXT PRIMARY KEY, json TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS rules (id TEXT PRIMARY KEY, json TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS platforms (id TEXT PRIMARY KEY, json TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS variables (id TEXT PRIMARY KEY, function_id TEXT NOT NULL, json TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS keys (id TEXT PRIMARY KEY, json TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS teams (id TEXT PRIMARY KEY, json TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS memberships (
		id TEXT PRIMARY KEY, team_id TEXT NOT NULL, user_id TEXT NOT NULL, json TEXT NOT NULL
	);
	-- Functions of a folder that was made before there were deployments. They ran nothing.
	DELETE FROM functions WHERE json_extract(json, '$.settings') IS NOT NULL;
	-- Of a folder that was made before there were sites.
	UPDATE variables SET json = json_set(json, '$.kind', 'function', '$.resourceId', function_id)
		WHERE json_extract(json, '$.kind') IS NULL;
	UPDATE deployments SET json = json_set(json, '$.kind', 'function', '$.outputDirectory', '', '$.fallbackFile', '')
		WHERE json_extract(json, '$.kind') IS NULL;
	UPDATE rules SET json = json_set(json, '$.kind', 'function', '$.previewOf', '')
		WHERE json_extract(json, '$.kind') IS NULL;
`;

/** The folders beside it. */
const FOLDERS = ["files", "deployments", "functions", "build-home"];

/**
 * Opens `<dataDir>/appwrite.sqlite`. Write-ahead logging with full synchronisation: what was answered is on disk, and
 * a killed process leaves nothing half written.
 */
export function openStore(dataDir: string, now: () => number): Store {
	makeDataFolder(dataDir);
	for (const name of FOLDERS) makePrivateFolder(join(dataDir, name));
	const path = join(dataDir, "appwrite.sqlite");
	makePrivateFile(path);
	const database = openDatabase(path);
	try {
		database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
		database.exec(SCHEMA);
	} catch (error) {
		database.close();
		throw error;
	}
	const statements = new Map<string, StatementSync>();
	const prepare = (sql: string) => {
		const statement = statements.get(sql) ?? database.prepare(sql);
		statements.set(sql, statement);
		return statement;
	};
	let depth = 0;
	return {
		dir: dataDir,
		now,
		all: (sql, ...values) => prepare(sql).all(...values),
		one: (sql, ...values) => prepare(sql).get(...values),
		run: (sql, ...values) => prepare(sql).run(...values),
		atomically: (work) => {
			if (depth > 0) return work();
			database.exec("BEGIN IMMEDIATE");
			depth += 1;
			try {
				const result = work();
				database.exec("COMMIT");
				return result;
			} catch (error) {
				rollBack(database);
				throw error;
			} finally {
				depth -= 1;
			}
		},
		close: () => database.close(),
	};
}

/** A moment as the server writes it. */
export function dateText(ms: number): string {
	return new Date(ms).toISOString().replace("Z", "+00:00");
}

/** The present moment, as the server writes it. */
export const nowText = ({ now }: Pick<Store, "now">): string => dateText(now());

/** A random secret that is made once and kept with the data, so that keys and sessions outlive a restart. */
export function keptSecret(store: Store, name: string): string {
	const made = randomBytes(32).toString("hex");
	store.run("INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)", name, made);
	return String(store.one("SELECT value FROM settings WHERE name = ?", name)?.["value"]);
}

/** SQLite has rolled back by itself when the disk was full; then no transaction is left to end. */
function rollBack(database: DatabaseSync): void {
	try {
		database.exec("ROLLBACK");
	} catch {
		// The error that made it necessary is thrown.
	}
}
