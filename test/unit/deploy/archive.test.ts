import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { compressArchive, packFolder } from "../../../scripts/deploy/archive.ts";

const dirs: string[] = [];
afterAll(() => {
	for (const dir of dirs) rmSync(dir, { recursive: true });
});

function folder(files: Readonly<Record<string, string>>): string {
	const dir = mkdtempSync(join(tmpdir(), "archive-"));
	dirs.push(dir);
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(join(dir, path, ".."), { recursive: true });
		writeFileSync(join(dir, path), content);
	}
	return dir;
}

const FILES = { "main.js": "export default 1;", "fonts/@a/b.woff": "font", "package.json": "{}" };

/** The names in a tar archive: 100 bytes at the start of each header that is followed by its file, in blocks of 512. */
function namesIn(tar: Buffer): readonly string[] {
	const names: string[] = [];
	for (let at = 0; tar[at] !== 0 && at < tar.length; ) {
		const field = (from: number, length: number) =>
			tar.toString("latin1", at + from, at + from + length).replace(/\0.*$/s, "");
		names.push(field(0, 100));
		at += 512 * (1 + Math.ceil(Number.parseInt(field(124, 12), 8) / 512));
	}
	return names;
}

describe("the archive of a folder", () => {
	test("holds its files in the order of their names", async () => {
		const bytes = await compressArchive(await packFolder(folder(FILES)));
		expect(namesIn(gunzipSync(bytes))).toEqual(["fonts/@a/b.woff", "main.js", "package.json"]);
	});

	test("is the same for the same files, whatever their dates, modes and order of making", async () => {
		const one = folder(FILES);
		const other = folder(Object.fromEntries(Object.entries(FILES).toReversed()));
		utimesSync(join(other, "main.js"), 1, 1);
		chmodSync(join(other, "main.js"), 0o755);
		chmodSync(join(other, "package.json"), 0o600);
		expect(await packFolder(other)).toEqual(await packFolder(one));
	});

	test("differs when a byte or a name changed", async () => {
		const { sha256 } = await packFolder(folder(FILES));
		const changed = await packFolder(folder({ ...FILES, "main.js": "export default 2;" }));
		const { "main.js": code, ...rest } = FILES;
		const renamed = await packFolder(folder({ ...rest, "main2.js": code }));
		expect(new Set([sha256, changed.sha256, renamed.sha256]).size).toBe(3);
	});

	test("leaves out node_modules, which the server installs itself", async () => {
		const installed = folder({ ...FILES, "node_modules/zod/index.js": "x" });
		expect(await packFolder(installed)).toEqual(await packFolder(folder(FILES)));
	});
});
