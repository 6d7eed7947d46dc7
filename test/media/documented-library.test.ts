import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "../helpers/command.ts";
import { blockOf } from "../helpers/documents.ts";

const ROOT = join(import.meta.dirname, "../..");
const LIBRARY = join(ROOT, "shared/app/library.ts");

const dir = mkdtempSync(join(tmpdir(), "library-"));
afterAll(() => rmSync(dir, { recursive: true }));

test("the README's call of the library makes a video", async () => {
	const output = join(dir, "out.mp4");
	const contents = blockOf("README.md", "js library").replace("out.mp4", output);
	const bundle = await build({
		stdin: { contents, resolveDir: ROOT, loader: "js" },
		...{ bundle: true, write: false, format: "esm", platform: "node", target: "node20" },
		// By its source: test/bundle tries the package.
		...{ alias: { chatreel: LIBRARY }, external: Object.keys(dependencies()) },
	});
	// By stdin, so that its packages are found from here and no file is left.
	const stdin = bundle.outputFiles[0]?.text ?? "";
	const { code, stdout, stderr } = await runCommand("node", ["--input-type=module"], { stdin });
	expect([code, stderr]).toEqual([0, ""]);
	expect(stdout).toMatch(/^[\d.]+ s of video for [\d.]+ CPU seconds\n$/);
	expect(readFileSync(output).toString("latin1", 4, 8)).toBe("ftyp");
});

function dependencies(): object {
	return JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).dependencies;
}
