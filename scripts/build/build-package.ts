import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { build, type Metafile } from "esbuild";
import { fontFamilies } from "../../shared/video/text/font-catalogue.ts";

const ENTRY = "shared/app/library.ts";

/** What npm publishes of the library, beside what is made here: the page of it becomes the package's own. */
const COPIED = { "docs/library.md": "README.md", LICENSE: "LICENSE", NOTICE: "NOTICE" };

/**
 * Writes the npm package of the library to `dir`, anew: one ES module, the types, and a package.json whose dependencies are
 * the packages that the module imports and those of the fonts. Needs the development packages of this repository.
 */
export async function buildPackage(rootDir: string, dir: string): Promise<void> {
	await rm(dir, { recursive: true, force: true });
	await mkdir(dir, { recursive: true });
	const { metafile } = await build({
		entryPoints: [join(rootDir, ENTRY)],
		outfile: join(dir, "index.js"),
		absWorkingDir: rootDir,
		bundle: true,
		platform: "node",
		target: "node20",
		format: "esm",
		packages: "external",
		metafile: true,
		logLevel: "warning",
	});
	await writeTypes(rootDir, join(dir, "types"));
	const root = JSON.parse(await readFile(join(rootDir, "package.json"), "utf8"));
	await writeFile(join(dir, "package.json"), `${JSON.stringify(manifestOf(root, metafile), null, "\t")}\n`);
	for (const [from, to] of Object.entries(COPIED)) await cp(join(rootDir, from), join(dir, to));
}

type Root = {
	readonly version: string;
	readonly license: string;
	readonly dependencies: Readonly<Record<string, string>>;
};

function manifestOf({ version, license, dependencies }: Root, metafile: Metafile): object {
	const imported = Object.values(metafile.outputs)
		.flatMap(({ imports }) => imports.map(({ path }) => path))
		.filter((path) => !path.startsWith("node:"));
	const fonts = fontFamilies({ han: "jp", isUrdu: true }).map(({ packageName }) => packageName);
	const needed = new Set([...imported, ...CANVAS, ...fonts]);
	const versions = Object.entries(dependencies).filter(([name]) => needed.has(name));
	return {
		...{ name: "chatreel", version, license },
		description: "Chat conversations (JSON) to texting-story videos (MP4).",
		type: "module",
		engines: { node: ">=20" },
		exports: { ".": { types: "./types/app/library.d.ts", default: "./index.js" } },
		files: ["index.js", "types", "NOTICE"],
		dependencies: Object.fromEntries(versions),
	};
}

/** It is loaded by a `require`, of which esbuild keeps no list (shared/video/node/fonts/canvas.ts). */
const CANVAS = ["@napi-rs/canvas"];

/** Has tsc declare the entry, and keeps those of the files that lead away from it. */
async function writeTypes(rootDir: string, dir: string): Promise<void> {
	const work = await mkdtemp(join(tmpdir(), "chatreel-types-"));
	try {
		const compilerOptions = {
			...{ noEmit: false, declaration: true, emitDeclarationOnly: true },
			...{
				outDir: work,
				rootDir: join(rootDir, "shared"),
				typeRoots: [join(rootDir, "node_modules/@types")],
			},
		};
		const files = [join(rootDir, ENTRY)];
		const config = { extends: join(rootDir, "tsconfig.json"), compilerOptions, files, include: [] };
		await writeFile(join(work, "tsconfig.json"), JSON.stringify(config));
		const tsc = join(rootDir, "node_modules/typescript/bin/tsc");
		await promisify(execFile)(process.execPath, [tsc, "-p", work]);
		const written = new Set<string>();
		const write = async (file: string) => {
			if (written.has(file)) return;
			written.add(file);
			const text = await readFile(file, "utf8");
			const to = join(dir, relative(work, file));
			await mkdir(dirname(to), { recursive: true });
			await writeFile(to, text.replaceAll(IMPORTED, '"$1.js"'));
			for (const [, path = ""] of text.matchAll(IMPORTED)) await write(join(dirname(file), `${path}.d.ts`));
		};
		await write(join(work, "app/library.d.ts"));
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

/** A file of this repository, as its sources name it. */
const IMPORTED = /"(\.[^"\n]*)\.ts"/g;
