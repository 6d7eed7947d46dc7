// Runs a command of this folder (`node scripts/run.mjs render …`) from one bundled file. As they are, hundreds of
// TypeScript files cost each call more CPU than it takes to render a short chat. The bundle is made by the first call
// after a change, and only then; in JavaScript, because this file alone would make Node load its TypeScript parser.
import { createHash } from "node:crypto";
import {
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
} from "node:fs";
import module from "node:module";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const REQUIRE = `import { createRequire as chatreelRequire } from "node:module";
const require = chatreelRequire(import.meta.url);`;
const ROOT = join(import.meta.dirname, "..");
/** What is made in the repository, and not linked to. */
const MADE = [".build", ".local", "dist", ".git"];
const [, , name = "", ...args] = process.argv;

addMissing();
const program = await findProgram();
countPathsFromCaller();
process.argv.splice(1, 2 + args.length, program, ...args);
if (program.endsWith(".ts") && !process.features.typescript) {
	process.stderr.write(
		`This needs Node 22.18 or later, and here is ${process.version}. npm ci brings it along, unless --omit or --ignore-scripts keeps it out.\n`,
	);
	process.exit(1);
}
// As a URL: in a path, # % ? and \ would mean something else.
await import(pathToFileURL(program).href);

/** A bundle that is there, one that is made now, or the sources where none can be made: without esbuild, or without a disk. */
async function findProgram() {
	const file = `${name}-${newestMs()}.mjs`;
	const own = join(ROOT, ".build", "commands");
	if (existsSync(join(own, file))) return cached(own, file);
	const esbuild = await import("esbuild").catch(() => undefined);
	for (const folder of esbuild === undefined ? [] : [() => own, mirrorFolder]) {
		try {
			const out = folder();
			if (!existsSync(join(out, file))) await makeBundle(esbuild, out, file);
			return cached(out, file);
		} catch {
			// This place cannot be written. The next may.
		}
	}
	return join(ROOT, "scripts", `${name}.ts`);
}

function cached(out, file) {
	module.enableCompileCache?.(join(out, "compiled"));
	return join(out, file);
}

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

/**
 * Where the repository cannot be written: a folder of this user's in the temporary one that looks like it by links, because
 * a bundle finds fonts, packages and its own files from where it is. Nobody else may write there.
 */
function mirrorFolder() {
	const { uid } = userInfo();
	const id = createHash("sha256").update(ROOT).digest("hex").slice(0, 12);
	const mirror = join(tmpdir(), `chatreel-${uid}-${id}`);
	if (!existsSync(mirror)) mkdirSync(mirror, { mode: 0o700 });
	const found = lstatSync(mirror);
	if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o022) !== 0) throw new Error(mirror);
	for (const entry of readdirSync(ROOT)) {
		const link = join(mirror, entry);
		if (!MADE.includes(entry) && !lstatSync(link, { throwIfNoEntry: false }))
			symlinkSync(join(ROOT, entry), link);
	}
	return join(mirror, ".build", "commands");
}

async function makeBundle({ build }, out, file) {
	mkdirSync(out, { recursive: true });
	const unfinished = join(out, `${file}.${process.pid}.part`);
	try {
		await build({
			entryPoints: [join(ROOT, "scripts", `${name}.ts`)],
			outfile: unfinished,
			bundle: true,
			platform: "node",
			target: "node20",
			format: "esm",
			// Binaries, and what loads its parts by name.
			external: ["@ffmpeg-installer/ffmpeg", "@napi-rs/canvas", "fluent-ffmpeg", "esbuild"],
			// CommonJS packages that are bundled into an ES module still ask for Node's own modules by `require`.
			banner: { js: REQUIRE },
			minifySyntax: true,
			// What fails is tried from the sources, which say why.
			logLevel: "silent",
		});
		renameSync(unfinished, join(out, file));
	} finally {
		rmSync(unfinished, { force: true });
	}
	for (const old of readdirSync(out)) {
		const isOld = old.startsWith(`${name}-`) && old !== file && !old.endsWith(".part");
		if (isOld) rmSync(join(out, old), { force: true });
	}
}

/** npm runs a script in the repository, wherever it was called; the paths that were named count from there. */
function countPathsFromCaller() {
	// biome-ignore lint/style/noProcessEnv: before any module that reads it
	const { INIT_CWD, npm_lifecycle_event: script = name } = process.env;
	if (INIT_CWD === undefined || script !== name || process.cwd() !== ROOT) return;
	try {
		process.chdir(INIT_CWD);
	} catch {
		// It was removed since.
	}
}

/** What Node 20 lacks of what is used here. (A local Appwrite, which writes raw JSON, does not run there anyway.) */
function addMissing() {
	JSON.rawJSON ??= Number;
	Promise.withResolvers ??= () => {
		const made = {};
		made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
		return made;
	};
}
