import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";

export type Main = (context: unknown) => unknown;

/**
 * Loads an entry as the real runtime does, by `require`: CommonJS and ESM alike, but no ESM with a top-level await
 * anywhere in its graph. What fails to load is tried again with the next execution.
 */
export function loadFunction(path: string): { readonly main: Main } | { readonly failure: string } {
	const name = basename(path);
	if (!existsSync(path)) return { failure: `Failed to load entrypoint, file ${name} does not exist.` };
	try {
		const loaded: unknown = createRequire(import.meta.url)(path);
		const main = readDefault(loaded) ?? loaded;
		if (typeof main === "function") return { main: (context) => main(context) };
		return { failure: "Function signature invalid. Did you forget to export a 'main' function?" };
	} catch (error) {
		const words = error instanceof Error ? error.message : String(error);
		const kind = error instanceof SyntaxError ? `Syntax error in ${name}` : "Failed to load module";
		return { failure: `${kind}: ${words}` };
	}
}

function readDefault(loaded: unknown): unknown {
	return typeof loaded === "object" && loaded !== null && "default" in loaded ? loaded.default : undefined;
}
