import { globSync, readFileSync } from "node:fs";
import { build, transform } from "esbuild";
import { describe, expect, test } from "vitest";

const files = globSync("shared/video/**/*.ts").filter((file) => !file.startsWith("shared/video/node/"));

const bundle = (contents: string) =>
	build({
		stdin: { contents, resolveDir: process.cwd() },
		bundle: true,
		write: false,
		metafile: true,
		platform: "browser",
		format: "esm",
		logLevel: "silent",
	});

/** Globals that Node has and a browser has not. */
const OF_NODE = ["Buffer", "process", "global", "setImmediate", "require", "__dirname"];

/** Those of them that a source uses; what it declares itself, or has as a property, is none. */
async function globalsOfNode(source: string): Promise<readonly string[]> {
	const define = Object.fromEntries(OF_NODE.map((name) => [name, `refused_${name}`]));
	const { code } = await transform(source, { loader: "ts", define });
	return OF_NODE.filter((name) => code.includes(`refused_${name}`));
}

describe("all of video but video/node runs in a browser", () => {
	test("nothing of Node is in the bundle of all its files", async () => {
		const { metafile } = await bundle(files.map((file) => `import "./${file}";`).join("\n"));
		const bundled = Object.keys(metafile.inputs).filter((file) => file.startsWith("shared/"));
		expect(bundled).toEqual(expect.arrayContaining(files.filter((file) => isBundled(file))));
		expect(bundled.filter((file) => !/^shared\/(core|video\/(?!node\/))/.test(file))).toEqual([]);
	});

	test.each(files)("%s uses no global of Node", async (file) => {
		expect(await globalsOfNode(readFileSync(file, "utf8"))).toEqual([]);
	});

	test("an import of Node would be seen, and a global of it", async () => {
		await expect(bundle('export { join } from "node:path";')).rejects.toThrow("node:path");
		expect(await globalsOfNode("export const a = Buffer.from(process.argv[2] ?? '');")).toEqual([
			"Buffer",
			"process",
		]);
		expect(await globalsOfNode("export const a = (process: {Buffer: 1}) => process.Buffer;")).toEqual([]);
	});
});

/** A file of types alone leaves nothing in a bundle. */
function isBundled(file: string): boolean {
	return /^export (const|function|async|class|\{)/m.test(readFileSync(file, "utf8"));
}
