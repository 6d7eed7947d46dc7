import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Makes a folder and its missing parents, one by one: mkdirSync with `recursive` never returns below /proc. Throws the system's
 * error.
 */
export function makeFolder(path: string, mode = 0o777): void {
	const missing: string[] = [];
	for (let folder = path; !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
	for (const folder of missing) makeOne(folder, mode);
	if (!statSync(path).isDirectory()) throw Object.assign(new Error(path), { code: "EEXIST", path });
}

/** Another process may make it at the same time. */
function makeOne(folder: string, mode: number): void {
	try {
		mkdirSync(folder, { mode });
	} catch (error) {
		if (!existsSync(folder)) throw error;
	}
}

/** Throws the system's error when the folder is not writable. A full disk does not count: it may get room. */
export function requireWritableFolder(path: string): void {
	const file = join(path, `.chatreel-${process.pid}-${randomUUID()}.part`);
	try {
		writeFileSync(file, "", { flag: "wx" });
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : "";
		if (code !== "ENOSPC" && code !== "EDQUOT") throw error;
	} finally {
		rmSync(file, { force: true });
	}
}
