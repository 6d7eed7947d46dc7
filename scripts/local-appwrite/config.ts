import { resolve } from "node:path";
import { z } from "zod";
import { parseColumn, parseIndex } from "./data/declare.ts";
import { TABLES } from "./data/dialect.ts";
import { dateText } from "./data/table.ts";
import type { FunctionSettings } from "./functions/function-settings.ts";
import type { Parts } from "./parts.ts";

const column = z.looseObject({ key: z.string(), type: z.string(), format: z.string().optional() });
const index = z.looseObject({ key: z.string(), type: z.string(), columns: z.array(z.string()) });

/** The parts of an `appwrite.json` that are served. */
const configSchema = z.object({
	/** Left out of the file that is committed: everybody's is another. */
	projectId: z.string().default("chatreel"),
	tablesDB: z.array(z.looseObject({ $id: z.string(), name: z.string() })).default([]),
	tables: z
		.array(
			z.looseObject({
				$id: z.string(),
				databaseId: z.string(),
				name: z.string(),
				enabled: z.boolean().default(true),
				rowSecurity: z.boolean().default(false),
				$permissions: z.array(z.string()).default([]),
				columns: z.array(column).default([]),
				indexes: z.array(index).default([]),
			}),
		)
		.default([]),
	buckets: z
		.array(
			z.object({
				$id: z.string(),
				name: z.string(),
				$permissions: z.array(z.string()).default([]),
				fileSecurity: z.boolean().default(false),
				maximumFileSize: z.number().default(30_000_000),
				allowedFileExtensions: z.array(z.string()).default([]),
				enabled: z.boolean().default(true),
				compression: z.string().default("none"),
				encryption: z.boolean().default(true),
				antivirus: z.boolean().default(true),
				transformations: z.boolean().default(true),
			}),
		)
		.default([]),
	functions: z
		.array(
			z.object({
				$id: z.string(),
				name: z.string(),
				runtime: z.string().default("node-22"),
				execute: z.array(z.string()).default([]),
				events: z.array(z.string()).default([]),
				scopes: z.array(z.string()).default([]),
				schedule: z.string().default(""),
				timeout: z.number().int().min(1).max(900).default(15),
				enabled: z.boolean().default(true),
				logging: z.boolean().default(true),
				path: z.string(),
				entrypoint: z.string(),
				commands: z.string().default(""),
			}),
		)
		.default([]),
});

export type Config = Omit<z.infer<typeof configSchema>, "functions"> & {
	readonly functions: readonly DeclaredFunction[];
};

/** A function as `appwrite.json` declares it. It runs from its folder. */
export type DeclaredFunction = FunctionSettings & {
	readonly id: string;
	/** Where its code is, an absolute path. */
	readonly codeDir: string;
};

/**
 * Throws zod's error, with every fault, where the file is not one. The functions' paths are taken from `rootDir`, where
 * the file is.
 */
export function parseConfig(text: string, rootDir: string): Config {
	const { functions, ...rest } = configSchema.parse(JSON.parse(text));
	const declared = functions.map(({ $id: id, path, ...settings }) => {
		return { id, ...settings, codeDir: resolve(rootDir, path) };
	});
	return { ...rest, functions: declared };
}

/**
 * Makes what is declared and not there; a table that is there gets the columns and indexes it lacks. Functions get their
 * declared settings back, and run from their folders again, whatever was deployed to them.
 */
export function applyConfig(config: Config, parts: Parts): void {
	const { tablesDB, tables: declared, buckets } = config;
	const { tables, files, store, now } = parts;
	store.atomically(() => {
		for (const each of config.functions) applyFunction(each, parts);
		const there = new Set(tables.databases().map(({ id }) => id));
		for (const { $id, name } of tablesDB) {
			if (there.has($id)) continue;
			tables.createDatabase({ id: $id, name, createdAt: dateText(now()), madeBy: "tablesdb" });
		}
		for (const { $id: id, $permissions: permissions, ...settings } of buckets) {
			const createdAt = files.buckets().find((bucket) => bucket.id === id)?.createdAt ?? dateText(now());
			files.saveBucket({ ...settings, id, createdAt, permissions });
		}
		for (const table of declared) {
			const { $id: id, databaseId, name, enabled, rowSecurity, $permissions: permissions } = table;
			const before = tables.find(databaseId, id);
			const known = new Set(before?.columns.map(({ key }) => key));
			const added = table.columns
				.filter(({ key }) => !known.has(key))
				.map((each) => parseColumn(each.type, each, 0));
			const columns = [...(before?.columns ?? []), ...added];
			const indexed = new Set(before?.indexes.map(({ key }) => key));
			const indexes = table.indexes
				.filter(({ key }) => !indexed.has(key))
				.map((each) => parseIndex(each, { columns }, TABLES, 0));
			tables.save({
				id,
				databaseId,
				name,
				enabled,
				rowSecurity,
				permissions,
				createdAt: before?.createdAt ?? dateText(now()),
				updatedAt: dateText(now()),
				columns,
				indexes: [...(before?.indexes ?? []), ...indexes],
			});
		}
	});
}

function applyFunction(
	{ id, codeDir, ...settings }: DeclaredFunction,
	{ functions, deployments, builds }: Parts,
): void {
	if (functions.find(id) === null) functions.create(id, settings);
	const { $id: deploymentId, $createdAt: deploymentCreatedAt } = deployments.createReady(
		{
			$id: folderDeploymentId(id),
			resourceId: id,
			type: "manual",
			entrypoint: settings.entrypoint,
			buildCommands: settings.commands,
			activate: true,
			sourceSize: 0,
			chunksTotal: 1,
		},
		codeDir,
	);
	functions.change(id, { ...settings, live: true, deploymentId, deploymentCreatedAt });
	builds.tellLatest(id);
}

/** At most 36 characters, as every id. */
const folderDeploymentId = (functionId: string) => `folder-${functionId}`.slice(0, 36);
