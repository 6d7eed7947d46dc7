// Runs a command of this folder (`node scripts/run.cjs render …`) from one bundled file. As they are, hundreds of
// TypeScript files cost each call more CPU than it takes to render a short chat. The first call after a change makes the
// bundle. In JavaScript, because this file alone would make Node load its TypeScript parser; in CommonJS, because Node loads
// no ES module from a folder with a backslash in its name.
const { createHash } = require("node:crypto");
const {
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
} = require("node:fs");
const { enableCompileCache } = require("node:module");
const { tmpdir, userInfo } = require("node:os");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");

const REQUIRE = `import { createRequire as chatreelRequire } from "node:module";
const require = chatreelRequire(import.meta.url);`;
const ROOT = join(__dirname, "..");
/** What is made in the repository, and not linked to. */
const MADE = [".build", ".local", "dist", ".git"];
const [, , name = "", ...args] = process.argv;

if (ROOT.includes("\\"))
	fail(`Node cannot load modules from a folder with a backslash in its name. Rename or move ${ROOT}.`);
run();

async function run() {
	addMissing();
	const program = await findProgram();
	countPathsFromCaller();
	process.argv.splice(1, 2 + args.length, program, ...args);
	if (program.endsWith(".ts") && !process.features.typescript)
		fail(
			`This needs Node 22.18 or later, and here is ${process.version}. npm ci brings it along, unless --omit or --ignore-scripts keeps it out.`,
		);
	// As a URL: in a path, # % ? and \ would mean something else.
	await import(pathToFileURL(program).href);
}

function fail(message) {
	process.stderr.write(`${message}\n`);
	process.exit(1);
}

/** The bundle, made now when it is missing; without esbuild, or on a disk that nobody can write, the source. */
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
			// This folder cannot be written. The next may.
		}
	}
	return join(ROOT, "scripts", `${name}.ts`);
}

function cached(out, file) {
	enableCompileCache?.(join(out, "compiled"));
	return join(out, file);
}

/** When the newest source or package changed; a file that is removed changes its folder. */
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
 * For a read-only repository: a folder in the temporary one that looks like it by links, because a bundle finds fonts,
 * packages and its own files from where it is. Throws when another user owns it or can write there.
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
			// Binaries, and packages that load their parts by name.
			external: [
				"@ffmpeg-installer/ffmpeg",
				"@napi-rs/canvas",
				"fluent-ffmpeg",
				"esbuild",
				"playwright-core",
			],
			// CommonJS packages in an ES module still load Node's own modules by `require`.
			banner: { js: REQUIRE },
			minifySyntax: true,
			// When this fails, the source runs and says why.
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

/** npm runs a script in the repository, wherever it was called; relative paths count from where it was called. */
function countPathsFromCaller() {
	// biome-ignore lint/style/noProcessEnv: before any module that reads it
	const { INIT_CWD, npm_lifecycle_event: script = name } = process.env;
	if (INIT_CWD === undefined || script !== name || process.cwd() !== ROOT) return;
	try {
		process.chdir(INIT_CWD);
	} catch {
		// The folder was removed.
	}
}

/** Adds what Node 20 lacks. (The local Appwrite, which writes raw JSON, does not run there anyway.) */
function addMissing() {
	JSON.rawJSON ??= Number;
	Promise.withResolvers ??= () => {
		const made = {};
		made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
		return made;
	};
}
