import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Query, TablesDB } from "node-appwrite";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import {
	type LocalAppwrite,
	type LocalAppwriteOptions,
	startLocalAppwrite,
} from "../../scripts/local-appwrite/server.ts";
import type { Status } from "../../shared/service/jobs/states.ts";
import type { Move } from "./invariants.ts";
import { HANGS_MS } from "./until.ts";

const ROOT = join(import.meta.dirname, "../..");

/** A row as a client sees it, by the names of columns. */
export type RawRow = { readonly $id: string; readonly [column: string]: unknown };

export type BundleServer = LocalAppwrite & {
	readonly dataDir: string;
	readonly admin: Client;
	/** All rows of a table, up to 500. */
	readonly rowsOf: (table: string) => Promise<readonly RawRow[]>;
	/** Each change of a job's status that anybody could see, in order. */
	readonly moves: () => readonly Move[];
	/** Stops it and removes its data. */
	readonly end: () => Promise<void>;
};

export type BundleServerOptions = Partial<LocalAppwriteOptions> & {
	/** Whether cron starts functions. Default: not, because a cycle in the midst of a test would mend what that has broken. */
	readonly hasCron?: boolean;
};

/** A local Appwrite of this test's own with everything that `appwrite.json` declares. */
export async function startBundleServer({
	hasCron = false,
	...options
}: BundleServerOptions = {}): Promise<BundleServer> {
	const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "bundle-"));
	const declared = options.config ?? parseConfig(readFileSync(join(ROOT, "appwrite.json"), "utf8"), ROOT);
	const functions = declared.functions.map((each) => (hasCron ? each : { ...each, schedule: "" }));
	const server = await startLocalAppwrite({
		// A synchronous execution is given up where it hangs, and not where the machine is busy.
		...{ syncLimitMs: HANGS_MS, ...options },
		...{ config: { ...declared, functions }, dataDir },
	});
	const admin = new Client().setEndpoint(server.endpoint).setProject(server.projectId).setKey(server.apiKey);
	const moves: Move[] = [];
	const seen = new Map<string, Status>();
	server.events.subscribe(({ name, payload }) => {
		const id = /\.renders\.(?:documents|rows)\.([^.]+)\.(?:create|update)$/.exec(name)?.[1];
		const to = payload["status"] as Status;
		if (id === undefined) return;
		const from = seen.get(id);
		if (from !== undefined && from !== to) moves.push({ id, from, to });
		seen.set(id, to);
	});
	return {
		...server,
		dataDir,
		admin,
		moves: () => moves,
		rowsOf: async (tableId) => {
			const queries = [Query.limit(500)];
			const { rows } = await new TablesDB(admin).listRows({ databaseId: "chatreel", tableId, queries });
			return rows as readonly RawRow[];
		},
		end: async () => {
			await server.stop();
			rmSync(dataDir, { recursive: true });
		},
	};
}

/** What the ledger's rows say is committed in a month: the counter must say the same. */
export async function ledgerSum(server: BundleServer, month: string): Promise<number> {
	const rows = await server.rowsOf("quota_jobs");
	return rows
		.filter((row) => row["month"] === month)
		.reduce(
			(sum, row) => sum + Number(row["state"] === "reserved" ? row["reservedMs"] : row["chargedMs"]),
			0,
		);
}

/** A month's row of counters. */
export async function countersOf(server: BundleServer, month: string): Promise<RawRow> {
	const row = (await server.rowsOf("quota_months")).find(({ $id }) => $id === month);
	if (row === undefined) throw new Error(`There is no row of ${month}`);
	return row;
}
