import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** Of zod's writer of JSON Schema: what each file exports that others import by name. */
const JSON_SCHEMA_FILES: Readonly<Record<string, readonly string[]>> = {
	"to-json-schema": [
		...["createToJSONSchemaMethod", "createStandardJSONSchemaMethod", "initializeContext"],
		...["processSchema", "extractDefs", "finalize"],
	],
	"json-schema-processors": ["toJSONSchema", "allProcessors"],
};

/** The methods of schemas that `shared/video` calls, and those that zod calls for them. */
const KEPT_METHODS = new Set([
	...["parse", "safeParse", "check", "clone", "meta", "unwrap"],
	...["optional", "default", "prefault", "transform", "pipe", "overwrite", "superRefine"],
	...["min", "max", "regex", "toLowerCase", "int", "positive", "multipleOf"],
]);

/** A method among the others of a class, which zod writes as an object. */
const METHOD = /^ {4}(?:async )?(\w+)(?:: (?:async )?function \w+)?\([^)]*\) \{\n(?: {8}.*\n)*? {4}\},?\n/gm;

/** What each schema refers to, and what stands there instead. */
const REFERENCES = [
	// Words for faults: `explainIssues` has its own.
	["core.config(en())", ""],
	// For values that hold themselves: what comes as JSON does not.
	["core.config({ memoizer: core.memoizer() })", ""],
	// Checks by code made of text, which the page's policy forbids.
	["core.$ZodObjectJIT.init(", "core.$ZodObject.init("],
	// The same file by itself, of which a bundle takes what is used.
	['import { util } from "../core/index.js";', 'import * as util from "../core/util.js";'],
] as const;

/**
 * Leaves out of a page what it never calls of zod, 16 kB compressed that each schema refers to: the writer of JSON Schema, whose call
 * throws; methods, as of formats of strings; and `REFERENCES`. The build fails when another zod has one of them no more.
 */
export const trimZod: Plugin = {
	name: "trim-zod",
	setup: (build) => {
		build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]core[\\/][\w-]*json-schema[\w-]*\.js$/ }, ({ path }) => {
			const name = /([\w-]+)\.js$/.exec(path)?.[1] ?? "";
			const names = JSON_SCHEMA_FILES[name];
			if (names === undefined) return null;
			const refuse = "() => () => { throw new Error('JSON Schema is left out here.'); }";
			return { contents: names.map((each) => `export const ${each} = ${refuse};`).join("\n") };
		});
		build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/ }, async ({ path }) => ({
			contents: trimSchemas(await readFile(path, "utf8")),
		}));
	},
};

function trimSchemas(source: string): string {
	const text = source.replaceAll(METHOD, (method, name: string) => (KEPT_METHODS.has(name) ? method : ""));
	if (text === source) throw new Error("expected methods in zod's schemas, received none");
	return REFERENCES.reduce((trimmed, [reference, instead]) => {
		if (!trimmed.includes(reference))
			throw new Error(`expected ${reference} in zod's schemas, received none`);
		return trimmed.replace(reference, instead);
	}, text);
}
