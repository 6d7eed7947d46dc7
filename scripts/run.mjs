// Runs a command of this folder (`node scripts/run.mjs render …`) from one bundled file. As they are, hundreds of
// TypeScript files cost each call more CPU than it takes to render a short chat. The bundle is made by the first call
// after a change, and only then; in JavaScript, because this file alone would make Node load its TypeScript parser.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";

const REQUIRE = `import { createRequire as chatreelRequire } from "node:module";
const require = chatreelRequire(import.meta.url);`;
const ROOT = join(import.meta.dirname, "..");
const [, , name = "", ...args] = process.argv;
// Two folders below the root, as the command's own modules are: some find their files from there.
const OUT = join(ROOT, ".build", "commands");
const bundle = join(OUT, `${name}-${newestMs()}.mjs`);
const esbuild = existsSync(bundle) ? null : await import("esbuild").catch(() => undefined);
if (esbuild) await makeBundle(esbuild);
module.enableCompileCache?.(join(OUT, "compiled"));
// Installed without the packages for development there is no esbuild, and the sources do.
const program = esbuild === undefined ? join(ROOT, "scripts", `${name}.ts`) : bundle;
process.argv.splice(1, 2 + args.length, program, ...args);
await import(program);

/** When the newest source or package was changed; a file that is removed changes its folder. */
function newestMs() {
	const folders = ["shared", "scripts"].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(folder, file)),
	);
	const times = ["shared", "scripts", "package-lock.json", ...folders].map(
		(file) => statSync(join(ROOT, file)).mtimeMs,
	);
	return Math.floor(Math.max(...times));
}

async function makeBundle({ build }) {
	mkdirSync(OUT, { recursive: true });
	const unfinished = `${bundle}.${process.pid}.part`;
	await build({
		entryPoints: [join(ROOT, "scripts", `${name}.ts`)],
		outfile: unfinished,
		bundle: true,
		platform: "node",
		target: "node22",
		format: "esm",
		// Binaries, and what loads its parts by name.
		external: ["@ffmpeg-installer/ffmpeg", "@napi-rs/canvas", "fluent-ffmpeg", "esbuild"],
		// CommonJS packages that are bundled into an ES module still ask for Node's own modules by `require`.
		banner: { js: REQUIRE },
		minifySyntax: true,
		logLevel: "warning",
	});
	for (const file of readdirSync(OUT)) {
		const isOld = file.startsWith(`${name}-`) && !bundle.endsWith(file) && !file.endsWith(".part");
		if (isOld) rmSync(join(OUT, file), { force: true });
	}
	renameSync(unfinished, bundle);
}
