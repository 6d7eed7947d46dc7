import type { Config, DeclaredFunction } from "./config.ts";
import { findDatabase } from "./databases/databases.ts";
import { TABLES } from "./databases/dialect.ts";
import { insertDeployment, noteLatestDeployment } from "./deployments/deployments.ts";
import { changeFunction, findFunction, insertFunction } from "./functions/functions.ts";
import { removeJson, saveJson } from "./json-rows.ts";
import { findBucket, saveBucket } from "./storage/buckets.ts";
import { nowText, type Store } from "./store.ts";
import { readColumn } from "./tables/read-column.ts";
import { readIndex } from "./tables/read-index.ts";
import { findTable, saveTable } from "./tables/tables.ts";

/**
 * Makes what is declared and not there; a table that is there gets the columns and indexes it lacks. Functions get their
 * declared settings back, and run from their folders again, whatever was deployed to them.
 */
export function applyConfig({ functions, tablesDB, tables, buckets }: Config, store: Store): void {
	store.atomically(() => {
		for (const each of functions) applyFunction(each, store);
		for (const { $id: id, name } of tablesDB) {
			if (findDatabase(store, id) !== null) continue;
			saveJson(store, "databases", { id }, { id, name, createdAt: nowText(store), madeBy: "tablesdb" });
		}
		for (const { $id: id, $permissions: permissions, ...settings } of buckets) {
			const createdAt = findBucket(store, id)?.createdAt ?? nowText(store);
			saveBucket(store, { ...settings, id, createdAt, permissions });
		}
		for (const table of tables) applyTable(table, store);
	});
}

function applyTable(declared: Config["tables"][number], store: Store): void {
	const { $id: id, databaseId, name, enabled, rowSecurity, $permissions: permissions } = declared;
	const before = findTable(store, { databaseId, tableId: id });
	const { columns: hadColumns, indexes: hadIndexes } = before ?? { columns: [], indexes: [] };
	const added = declared.columns
		.filter(({ key }) => !hadColumns.some((had) => had.key === key))
		.map((each) => readColumn(each.type, each, 0));
	const columns = [...hadColumns, ...added];
	const indexes = declared.indexes
		.filter(({ key }) => !hadIndexes.some((had) => had.key === key))
		.map((each) => readIndex(each, { columns }, TABLES, 0));
	saveTable(store, {
		id,
		databaseId,
		name,
		enabled,
		rowSecurity,
		permissions,
		createdAt: before?.createdAt ?? nowText(store),
		columns,
		indexes: [...hadIndexes, ...indexes],
	});
}

function applyFunction({ id, codeDir, ...settings }: DeclaredFunction, store: Store): void {
	if (findFunction(store, id) === null) insertFunction(store, id, settings);
	const $id = folderDeploymentId(id);
	// Made anew, it is the newest.
	removeJson(store, "deployments", "id = ?", $id);
	const deployment = insertDeployment(
		store,
		{
			$id,
			kind: "function",
			resourceId: id,
			type: "manual",
			entrypoint: settings.entrypoint,
			buildCommands: settings.commands,
			activate: true,
			sourceSize: 0,
			chunksTotal: 1,
		},
		{ status: "ready", chunkStarts: [0], codeDir },
	);
	const active = { deploymentId: $id, deploymentCreatedAt: deployment.$createdAt };
	changeFunction(store, id, { ...settings, live: true, ...active });
	noteLatestDeployment(store, "function", id);
}

/** At most 36 characters, as every id. */
const folderDeploymentId = (functionId: string) => `folder-${functionId}`.slice(0, 36);
