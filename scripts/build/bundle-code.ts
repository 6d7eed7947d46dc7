import { build } from "esbuild";

/** CommonJS packages that are bundled into an ES module still ask for Node's own modules by `require`. */
const REQUIRE = `import { createRequire as chatreelRequire } from "node:module";
const require = chatreelRequire(import.meta.url);`;

/** An entry file with all that it imports but `packages`, as one ES module for Node. */
export async function bundleCode(entry: string, packages: readonly string[]): Promise<Uint8Array> {
	const { outputFiles } = await build({
		entryPoints: [entry],
		outfile: "main.js",
		bundle: true,
		platform: "node",
		target: "node22",
		format: "esm",
		external: [...packages],
		banner: { js: REQUIRE },
		minifyWhitespace: true,
		minifySyntax: true,
		legalComments: "inline",
		write: false,
		logLevel: "warning",
	});
	return outputFiles[0]?.contents ?? new Uint8Array();
}
