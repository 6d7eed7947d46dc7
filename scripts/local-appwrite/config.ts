import { resolve } from "node:path";
import { z } from "zod";
import type { FunctionSettings } from "./functions/function-settings.ts";
import { readSiteSettings, type SiteSettings } from "./sites/site-settings.ts";

const column = z.looseObject({ key: z.string(), type: z.string(), format: z.string().optional() });
const index = z.looseObject({ key: z.string(), type: z.string(), columns: z.array(z.string()) });

/** The parts of an `appwrite.json` that the local server uses. */
const configSchema = z.object({
	/** Left out of the committed file: everybody's is another. */
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
	sites: z.array(z.looseObject({ $id: z.string(), path: z.string() })).default([]),
});

export type Config = Omit<z.infer<typeof configSchema>, "functions" | "sites"> & {
	readonly functions: readonly DeclaredFunction[];
	readonly sites: readonly DeclaredSite[];
};

/** A function as `appwrite.json` declares it. It runs from its folder. */
export type DeclaredFunction = FunctionSettings & {
	readonly id: string;
	/** Where its code is, an absolute path. */
	readonly codeDir: string;
};

/** A site as `appwrite.json` declares it. Its files are those of its folder. */
export type DeclaredSite = SiteSettings & { readonly id: string; readonly codeDir: string };

/**
 * Throws zod's error, with every fault, when the file is not valid. The functions' paths are relative to `rootDir`, where the
 * file is.
 */
export function parseConfig(text: string, rootDir: string): Config {
	const { functions, sites, ...rest } = configSchema.parse(JSON.parse(text));
	const declared = functions.map(({ $id: id, path, ...settings }) => {
		return { id, ...settings, codeDir: resolve(rootDir, path) };
	});
	const declaredSites = sites.map(({ $id: id, path, ...settings }) => {
		return { id, ...readSiteSettings(settings, false), codeDir: resolve(rootDir, path) };
	});
	return { ...rest, functions: declared, sites: declaredSites };
}
