import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findLocalVideo, openManifest, saveManifest } from "../../../scripts/batch-command/manifest.ts";

const dir = mkdtempSync(join(tmpdir(), "manifest-"));
afterAll(() => rmSync(dir, { recursive: true }));
const fresh = () => mkdtempSync(join(dir, "out-"));
const done = { a: { hash: "1", output: "a.mp4", result: { outputPath: "out/a.mp4", warnings: [] } } };
const sent = { batchId: "b1", isTaken: true, jobs: [{ name: "a", hash: "1", output: "a.mp4" }] };

describe("the manifest of a batch", () => {
	test("is read back with --resume alone", () => {
		const outDir = fresh();
		saveManifest(outDir, { version: 2, done, sent });
		expect(openManifest(outDir, true)).toEqual({ version: 2, done, sent });
		expect(openManifest(outDir, false)).toEqual({ version: 2, done: {}, sent: null });
		expect(openManifest(fresh(), true)).toEqual({ version: 2, done: {}, sent: null });
	});

	test("is not written when opened, and a save can be undone", () => {
		const outDir = fresh();
		const manifest = openManifest(outDir, false);
		expect(existsSync(join(outDir, "batch.json"))).toBe(false);
		saveManifest(outDir, manifest)();
		expect(existsSync(join(outDir, "batch.json"))).toBe(false);
		saveManifest(outDir, { ...manifest, done });
		const text = readFileSync(join(outDir, "batch.json"), "utf8");
		saveManifest(outDir, manifest)();
		expect(readFileSync(join(outDir, "batch.json"), "utf8")).toBe(text);
	});

	test.each([
		"{",
		"null",
		'{"version":1,"batchId":"abc"}',
		'{"version":2,"sent":null}',
		'{"version":2,"done":{"a":{"hash":"1","output":"a.mp4"}},"sent":null}',
		'{"version":2,"done":{},"sent":{"batchId":"abc"}}',
	])("%s is refused with advice", (text) => {
		const outDir = fresh();
		writeFileSync(join(outDir, "batch.json"), text);
		expect(() => openManifest(outDir, true)).toThrow("is not the manifest of a batch. Remove it");
	});

	test("names the folder that cannot be made, and the file that cannot be written", () => {
		const outDir = fresh();
		writeFileSync(join(outDir, "file"), "");
		expect(() => openManifest(join(outDir, "file"), false)).toThrow(
			/^--out-dir: no video can be written to .*: a file has this name \(EEXIST\)\.$/,
		);
		mkdirSync(join(outDir, "batch.json"));
		expect(() => openManifest(outDir, true)).toThrow("is not the manifest");
		expect(() => saveManifest(outDir, { version: 2, done, sent })).toThrow(
			/batch\.json cannot be written: it is a folder \(EISDIR\)\./,
		);
	});

	test("finds a local video by conversation and file, if it still exists", () => {
		const outDir = fresh();
		const job = { name: "a", hash: "1", output: "a.mp4" };
		const manifest = { version: 2 as const, done, sent: null };
		expect(findLocalVideo(manifest, outDir, job)).toBeNull();
		writeFileSync(join(outDir, "a.mp4"), "");
		expect(findLocalVideo(manifest, outDir, job)).toBe(done.a);
		expect(findLocalVideo(manifest, outDir, { ...job, hash: "2" })).toBeNull();
		expect(findLocalVideo(manifest, outDir, { ...job, output: "b.mp4" })).toBeNull();
		const there = { a: { ...done.a, result: { fileId: "f" } } };
		expect(findLocalVideo({ ...manifest, done: there }, outDir, job)).toBeNull();
	});
});
