import type { Plugin } from "esbuild";

/** Of zod: what each exports that others import by name. */
const FILES: Readonly<Record<string, readonly string[]>> = {
	"to-json-schema": [
		...["createToJSONSchemaMethod", "createStandardJSONSchemaMethod", "initializeContext"],
		...["processSchema", "extractDefs", "finalize"],
	],
	"json-schema-processors": ["toJSONSchema", "allProcessors"],
};

/**
 * Leaves zod's writer of JSON Schema out of a page: 5 kB compressed that each schema refers to, and that only `shared/video`'s
 * json-schema.ts calls, which no page imports. A call of it in a page throws.
 */
export const leaveOutJsonSchema: Plugin = {
	name: "leave-out-json-schema",
	setup: (build) => {
		build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]core[\\/][\w-]*json-schema[\w-]*\.js$/ }, ({ path }) => {
			const name = /([\w-]+)\.js$/.exec(path)?.[1] ?? "";
			const names = FILES[name];
			if (names === undefined) return null;
			const refuse = "() => () => { throw new Error('JSON Schema is left out here.'); }";
			return { contents: names.map((each) => `export const ${each} = ${refuse};`).join("\n") };
		});
	},
};
