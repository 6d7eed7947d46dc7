import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Writes a file that differs, whole, so that what runs from its folder meanwhile never reads half of it. */
export function writeChanged(path: string, content: Uint8Array): void {
	if (existsSync(path) && readFileSync(path).equals(content)) return;
	mkdirSync(dirname(path), { recursive: true });
	const unfinished = `${path}.${process.pid}.part`;
	writeFileSync(unfinished, content);
	renameSync(unfinished, path);
}

/**
 * Removes what is left of an earlier build. What `npm ci` put there, and what another build is writing, stays. `kept` has paths in the
 * folder.
 */
export function removeOthers(dir: string, kept: ReadonlySet<string>): void {
	for (const file of filesIn(dir)) if (!kept.has(file)) rmSync(join(dir, file));
}

function filesIn(dir: string): readonly string[] {
	return readdirSync(dir, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(dir, join(entry.parentPath, entry.name)))
		.filter((file) => !file.startsWith("node_modules") && !file.endsWith(".part"));
}
