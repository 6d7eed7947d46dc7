import { z } from "zod";

const column = z
	.object({
		key: z.string(),
		type: z.enum(["string", "integer", "boolean", "datetime"]),
		format: z.string().optional(),
		required: z.boolean(),
		array: z.boolean(),
		size: z.number().optional(),
		elements: z.array(z.string()).optional(),
		default: z.union([z.string(), z.number(), z.boolean(), z.null()]).default(null),
	})
	.refine((each) => !each.required || each.default === null, {
		message: "Appwrite takes no default for a required column: leave out one of the two",
	});

const index = z.object({
	key: z.string(),
	type: z.enum(["key", "unique", "fulltext"]),
	columns: z.array(z.string()),
	orders: z.array(z.string()),
});

const declaration = z.object({
	tablesDB: z.array(z.object({ $id: z.string(), name: z.string() })),
	tables: z.array(
		z.object({
			$id: z.string(),
			$permissions: z.array(z.string()),
			databaseId: z.string(),
			name: z.string(),
			rowSecurity: z.boolean(),
			columns: z.array(column),
			indexes: z.array(index),
		}),
	),
	buckets: z.array(
		z.object({
			$id: z.string(),
			$permissions: z.array(z.string()),
			name: z.string(),
			fileSecurity: z.boolean(),
			maximumFileSize: z.number(),
			allowedFileExtensions: z.array(z.string()),
			compression: z.string(),
			encryption: z.boolean(),
			antivirus: z.boolean(),
		}),
	),
	functions: z.array(
		z.object({
			$id: z.string(),
			name: z.string(),
			runtime: z.string(),
			execute: z.array(z.string()),
			events: z.array(z.string()),
			scopes: z.array(z.string()),
			schedule: z.string(),
			timeout: z.number(),
			entrypoint: z.string(),
			commands: z.string(),
			/** CPU and memory, such as `s-1vcpu-512mb`. By default as the server has or chooses it. */
			runtimeSpecification: z.string().optional(),
		}),
	),
	/** Older files have none. */
	sites: z
		.array(
			z.object({
				$id: z.string(),
				name: z.string(),
				framework: z.string(),
				adapter: z.string(),
				buildRuntime: z.string(),
				installCommand: z.string(),
				buildCommand: z.string(),
				outputDirectory: z.string(),
				fallbackFile: z.string(),
				timeout: z.number(),
			}),
		)
		.default([]),
});

/** The part of `appwrite.json` that a server gets. */
export type Declaration = z.infer<typeof declaration>;
export type DeclaredTable = Declaration["tables"][number];
export type DeclaredFunction = Declaration["functions"][number];
export type DeclaredSite = Declaration["sites"][number];
export type DeclaredColumn = z.infer<typeof column>;

/** Throws zod's error with every fault. */
export function parseDeclaration(text: string): Declaration {
	return declaration.parse(JSON.parse(text));
}
