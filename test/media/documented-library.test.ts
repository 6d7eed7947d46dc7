import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "../helpers/command.ts";
import { blockOf } from "../helpers/documents.ts";

const ROOT = join(import.meta.dirname, "../..");
const HAS_EXPORTS = "exports" in JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

const dir = mkdtempSync(join(tmpdir(), "library-"));
afterAll(() => rmSync(dir, { recursive: true }));

test.runIf(HAS_EXPORTS)("the README's call of the library makes a video", async () => {
	const output = join(dir, "out.mp4");
	// By stdin, so that the package finds itself by its name and no file is left.
	const stdin = blockOf("README.md", "js library").replace("out.mp4", output);
	const { code, stdout, stderr } = await runCommand("node", ["--input-type=module"], { stdin });
	expect([code, stderr]).toEqual([0, ""]);
	expect(stdout).toMatch(/^[\d.]+ s of video for [\d.]+ CPU seconds\n$/);
	expect(readFileSync(output).toString("latin1", 4, 8)).toBe("ftyp");
});
