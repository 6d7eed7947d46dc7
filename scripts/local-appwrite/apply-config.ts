import type { Config, DeclaredFunction, DeclaredSite } from "./config.ts";
import { findDatabase } from "./databases/databases.ts";
import { TABLES } from "./databases/dialect.ts";
import { type Deployment, insertDeployment, noteLatestDeployment } from "./deployments/deployments.ts";
import { changeResource, type ResourceKind } from "./deployments/resources.ts";
import { changeFunction, findFunction, insertFunction } from "./functions/functions.ts";
import { removeJson, saveJson } from "./json-rows.ts";
import { DOMAINS, findRuleByDomain, saveRule } from "./proxy/rules.ts";
import { changeSite, findSite, insertSite } from "./sites/sites.ts";
import { findBucket, saveBucket } from "./storage/buckets.ts";
import { nowText, type Store } from "./store.ts";
import { readColumn } from "./tables/read-column.ts";
import { readIndex } from "./tables/read-index.ts";
import { findTable, saveTable } from "./tables/tables.ts";

/**
 * Makes what is declared and not there; a table that is there gets the columns and indexes it lacks. Functions and
 * sites get their declared settings back, and are those of their folders again, whatever was deployed to them.
 */
export function applyConfig({ functions, sites, tablesDB, tables, buckets }: Config, store: Store): void {
	store.atomically(() => {
		for (const each of functions) applyFunction(each, store);
		for (const each of sites) applySite(each, store);
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
	changeFunction(store, id, settings);
	const { entrypoint, commands: buildCommands } = settings;
	deployFolder(store, "function", id, { entrypoint, buildCommands, codeDir });
}

function applySite({ id, codeDir, ...settings }: DeclaredSite, store: Store): void {
	if (findSite(store, id) === null) insertSite(store, id, settings);
	changeSite(store, id, settings);
	const { outputDirectory, fallbackFile, buildCommand: buildCommands } = settings;
	deployFolder(store, "site", id, { outputDirectory, fallbackFile, buildCommands, codeDir });
	const domain = siteDomain(id);
	if (findRuleByDomain(store, domain) === null) {
		saveRule(store, { domain, kind: "site", resourceId: id, previewOf: "" });
	}
}

/** The domain of a site of `appwrite.json`. */
export const siteDomain = (id: string) => `${id.toLowerCase()}.${DOMAINS.site}`;

type Folder = Pick<Deployment, "buildCommands" | "codeDir"> &
	Partial<Pick<Deployment, "entrypoint" | "outputDirectory" | "fallbackFile">>;

/** Makes a folder the active deployment. */
function deployFolder(store: Store, kind: ResourceKind, resourceId: string, folder: Folder): void {
	const $id = folderDeploymentId(kind, resourceId);
	// Made anew, it is the newest.
	removeJson(store, "deployments", "id = ?", $id);
	const given = {
		$id,
		kind,
		resourceId,
		type: "manual" as const,
		activate: true,
		sourceSize: 0,
		chunksTotal: 1,
	};
	const deployment = insertDeployment(
		store,
		{ ...given, ...folder },
		{ status: "ready", chunkStarts: [0], codeDir: folder.codeDir },
	);
	const active = { deploymentId: $id, deploymentCreatedAt: deployment.$createdAt };
	changeResource(store, kind, resourceId, { live: true, ...active });
	noteLatestDeployment(store, kind, resourceId);
}

/** At most 36 characters, as every id. */
const folderDeploymentId = (kind: ResourceKind, id: string) =>
	`${kind === "site" ? "site-" : ""}folder-${id}`.slice(0, 36);
