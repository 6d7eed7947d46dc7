import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Env } from "../../shared/platform/node/env.ts";
import type { FileStorage } from "../../shared/service/context.ts";
import type { RowStore } from "../../shared/service/row-store.ts";
import { TABLES } from "../../shared/service/tables.ts";
import { applyConfig } from "../local-appwrite/apply-config.ts";
import { parseConfig } from "../local-appwrite/config.ts";
import { dataFolderFailure } from "../local-appwrite/data-folder.ts";
import { createLocalRowStore } from "../local-appwrite/row-store.ts";
import { readServerFile } from "../local-appwrite/server-file.ts";
import { openStore, type Store } from "../local-appwrite/store.ts";
import { ROOT } from "./root.ts";

/** Where a command's jobs and their CPU are counted. */
export type OpenLedger = {
	readonly store: RowStore;
	/** Null unless it was asked for. */
	readonly bucket: FileStorage | null;
	readonly close: () => Promise<void>;
};

/**
 * Opens the ledger of the Appwrite that is configured, or that runs on `dataDir`; otherwise that of the folder itself. Then neither the
 * SDK nor a server is loaded, which would be a tenth of a short render's CPU. A bucket needs a server.
 */
export async function openLedger(
	env: Env,
	dataDir: string,
	{ bucket: needsBucket }: { readonly bucket: boolean },
): Promise<OpenLedger> {
	const { APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID, APPWRITE_API_KEY } = env;
	const isConfigured = [APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID, APPWRITE_API_KEY].some(
		(value) => value !== undefined,
	);
	const folder = resolve(dataDir);
	if (isConfigured || needsBucket || readServerFile(folder) !== null) {
		const { openAppwriteLedger } = await import("./open-appwrite-ledger.ts");
		return openAppwriteLedger(env, dataDir, needsBucket);
	}
	try {
		const { store, close } = openLocalRows(folder);
		return { store, bucket: null, close: async () => close() };
	} catch (error) {
		throw dataFolderFailure(folder, error);
	}
}

/** The rows of a data folder, in this process. */
export function openLocalRows(folder: string): { readonly store: RowStore; readonly close: () => void } {
	const store = openStore(folder, Date.now);
	try {
		makeTables(store);
		return { store: createLocalRowStore(store, "chatreel", TABLES), close: store.close };
	} catch (error) {
		store.close();
		throw error;
	}
}

const MADE_TABLES = "madeTables";

/** Makes the tables of appwrite.json, unless it is the one of which they were made last. */
function makeTables(store: Store): void {
	const text = readFileSync(join(ROOT, "appwrite.json"), "utf8");
	const hash = createHash("sha256").update(text).digest("hex");
	const made = store.one("SELECT value FROM settings WHERE name = ?", MADE_TABLES);
	if (made?.["value"] === hash) return;
	store.atomically(() => {
		applyConfig({ ...parseConfig(text, ROOT), functions: [] }, store);
		store.run("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", MADE_TABLES, hash);
	});
}
