import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ID, Messaging, Storage } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { expect, test } from "vitest";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { ownServer } from "../../scripts/local-appwrite/own-or-join.ts";
import { startTestServer } from "../helpers/local-appwrite.ts";

const modeOf = (path: string) => statSync(path).mode & 0o777;
const openToOthers = (dataDir: string) =>
	readdirSync(dataDir).filter((name) => (modeOf(join(dataDir, name)) & 0o077) !== 0);

test("what is in a data folder is its owner's alone, though the folder is open and older files were", async () => {
	const dataDir = mkdtempSync(join(tmpdir(), "data-folder-"));
	chmodSync(dataDir, 0o755);
	for (const name of ["files", "deployments"]) mkdirSync(join(dataDir, name), { mode: 0o755 });
	for (const name of ["appwrite.sqlite", "outbox.jsonl"]) {
		writeFileSync(join(dataDir, name), "", { mode: 0o644 });
	}
	const server = await startTestServer([], { dataDir });
	const file = InputFile.fromBuffer(Buffer.from("x"), "x.txt");
	await new Storage(server.admin).createFile({ bucketId: "b", fileId: "f", file });
	const email = { messageId: ID.unique(), subject: "s", content: "c", draft: true };
	await new Messaging(server.admin).createEmail(email);
	expect(readdirSync(dataDir)).toContain("appwrite.sqlite-wal");
	expect(openToOthers(dataDir)).toEqual([]);
	expect(modeOf(dataDir)).toBe(0o755);
	await server.end();
});

test("so are the files by which processes find each other", async () => {
	const dataDir = mkdtempSync(join(tmpdir(), "data-folder-"));
	chmodSync(dataDir, 0o755);
	const opened = await ownServer({ dataDir, config: parseConfig('{"projectId": "test"}', dataDir) });
	expect(readdirSync(dataDir)).toContain("server.lock");
	expect(openToOthers(dataDir)).toEqual([]);
	await opened?.close();
	rmSync(dataDir, { recursive: true });
});
