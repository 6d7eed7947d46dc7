import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Makes a folder, and those above it that are missing, one after the other: the `recursive` of mkdirSync never ends where the
 * system refuses to make one, as below /proc. Throws the system's error.
 */
export function makeFolder(path: string, mode = 0o777): void {
	const missing: string[] = [];
	for (let folder = path; !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
	for (const folder of missing) makeOne(folder, mode);
	if (!statSync(path).isDirectory()) throw Object.assign(new Error(path), { code: "EEXIST", path });
}

/** Another process may have been quicker. */
function makeOne(folder: string, mode: number): void {
	try {
		mkdirSync(folder, { mode });
	} catch (error) {
		if (!existsSync(folder)) throw error;
	}
}

/** Throws the system's error where no file can be made in the folder. A disk that is full is no reason: it may be given room. */
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
