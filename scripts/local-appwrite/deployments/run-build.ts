import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, realpath, rm, stat } from "node:fs/promises";
import { delimiter, dirname, join, resolve, sep } from "node:path";
import { promisify } from "node:util";
import { extract } from "tar";

export type BuildPlan = {
	/** The uploaded archive. */
	readonly source: string;
	/** Where it is unpacked and built, and then runs. What is there is removed first. */
	readonly codeDir: string;
	/** For bash. */
	readonly commands: string;
	/** The folder, in what is built, that must not be empty. Empty: all of it. */
	readonly outputDirectory: string;
	/** The variables of the function or the site, and the platform's. */
	readonly env: Readonly<Record<string, string>>;
	/** The home folder of builds, with the cache of npm. */
	readonly homeDir: string;
	/** Ends the build, and every process that it started. */
	readonly signal: AbortSignal;
	readonly onOutput: (text: string) => void;
};

/**
 * Unpacks an archive and runs the commands in its folder, as the build script of the real runtimes does (open-runtimes
 * 92fccd1b, helpers/lifecycle/build.sh). Resolves with the bytes of what was built. Rejects when the archive is not valid, is
 * empty or leads out of its folder, when the commands fail, or when the signal ends it.
 */
export async function runBuild(plan: BuildPlan): Promise<number> {
	const { source, codeDir, signal } = plan;
	await rm(codeDir, { recursive: true, force: true });
	await mkdir(codeDir, { recursive: true });
	// Strict: what would be left out or bent into the folder (an absolute path, one with .., a link out of it) is an error.
	await unpack(source, codeDir);
	signal.throwIfAborted();
	if ((await readdir(codeDir)).length === 0) {
		throw new Error("Error: No source code found. Ensure your source isn't empty.");
	}
	await runCommands(plan);
	await requireOutput(codeDir, plan.outputDirectory);
	return measureFolder(codeDir);
}

/** `_APP_COMPUTE_BUILD_SIZE_LIMIT` of a server that nobody has changed. It bounds what is unpacked, too: a small archive can hold any number of bytes. */
export const MAX_BUILD_BYTES = 2_000_000_000;
const MAX_ENTRIES = 200_000;

/** What is beyond the bounds is not written. To throw from the filter would end the server: tar calls it from its own events. */
async function unpack(file: string, cwd: string): Promise<void> {
	let [bytes, entries] = [0, 0];
	const isTooLarge = () => bytes > MAX_BUILD_BYTES || entries > MAX_ENTRIES;
	const filter = (_path: string, { size = 0 }: { readonly size?: number }) => {
		bytes += size;
		entries += 1;
		return !isTooLarge();
	};
	try {
		// The real build copies what it unpacked: its files are of now, whatever the archive says.
		await extract({ file, cwd, strict: true, filter, noMtime: true });
	} catch (error) {
		if (!isTooLarge()) throw error;
	}
	if (isTooLarge()) throw new Error(buildTooLarge());
}

export const buildTooLarge = () =>
	`Build size should be less than ${(MAX_BUILD_BYTES / 1e6).toFixed(2)} MBs.`;

async function runCommands({ codeDir, commands, env, homeDir, signal, onOutput }: BuildPlan): Promise<void> {
	const tmp = join(homeDir, "tmp");
	await mkdir(tmp, { recursive: true });
	const shell = existsSync("/bin/bash") ? "/bin/bash" : "/bin/sh";
	const child = spawn(shell, ["-c", commands], {
		cwd: codeDir,
		env: { ...(await toolsOfMachine()), HOME: homeDir, TMPDIR: tmp, ...env },
		stdio: ["ignore", "pipe", "pipe"],
		// A process group of its own: what the commands start ends with them.
		detached: true,
	});
	for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", onOutput);
	const kill = () => {
		try {
			process.kill(-(child.pid ?? 0), "SIGKILL");
		} catch {
			// It is gone already.
		}
	};
	signal.addEventListener("abort", kill);
	try {
		const code = await new Promise<number | null>((resolve, reject) => {
			child.once("error", reject).once("close", resolve);
			if (signal.aborted) kill();
		});
		signal.throwIfAborted();
		if (code !== 0) throw new Error(`Build command exited with code ${code}.`);
	} finally {
		signal.removeEventListener("abort", kill);
	}
}

/**
 * This Node first, then npm where this process finds it, then the system's. npm looks for the machine's configuration (registry,
 * certificates) beside the Node that runs it, which is another here than the one that it came with.
 */
async function toolsOfMachine(): Promise<Readonly<Record<string, string>>> {
	const { stdout } = await promisify(execFile)("/bin/sh", ["-c", "command -v npm || true"]);
	const npmDir = stdout.startsWith("/") ? dirname(stdout.trim()) : null;
	const dirs = [dirname(process.execPath), npmDir, "/usr/local/bin", "/usr/bin", "/bin"];
	const PATH = [...new Set(dirs.filter((dir) => dir !== null))].join(delimiter);
	return npmDir === null ? { PATH } : { PATH, NPM_CONFIG_GLOBALCONFIG: join(npmDir, "../etc/npmrc") };
}

async function requireOutput(codeDir: string, outputDirectory: string): Promise<void> {
	const root = await realpath(codeDir);
	// A link out of it would show the rest of this machine.
	const folder = await realpath(resolve(root, outputDirectory)).catch(() => "");
	const isInside = folder === root || folder.startsWith(`${root}${sep}`);
	const names = isInside ? await readdir(folder).catch(() => []) : [];
	if (names.length === 0) {
		throw new Error("Error: No build output found. Ensure your output directory isn't empty.");
	}
}

async function measureFolder(dir: string): Promise<number> {
	const entries = await readdir(dir, { recursive: true, withFileTypes: true });
	let bytes = 0;
	for (const entry of entries) {
		if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
	}
	return bytes;
}
