import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildPackage } from "../../scripts/build/build-package.ts";
import { listFontFiles } from "../../shared/video/node/fonts/font-files.ts";
import { runCommand } from "../helpers/command.ts";
import { streamInfo } from "../helpers/ffmpeg.ts";

const ROOT = join(import.meta.dirname, "../..");
const CLOSED_WORLD = join(ROOT, "test/fixtures/scripts/closed-world.mjs");
const chat = {
	video: { width: 240, height: 426, durationSeconds: 3 },
	messages: [{ sender: "you", text: "Hi", timestamp: 0.5 }],
};

/** In the repository, where `import "chatreel"` is the package that was built: by `exports` of its package.json. */
let dir: string;
beforeAll(async () => {
	await buildPackage(ROOT, join(ROOT, "dist/package"));
	dir = mkdtempSync(join(ROOT, "dist", "library-test-"));
	writeFileSync(join(dir, "chat.json"), JSON.stringify(chat));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** Runs a program of plain JavaScript in a world without sockets, databases and the SDK of Appwrite. */
function run(source: string) {
	const file = join(dir, "program.mjs");
	writeFileSync(file, `process.chdir(${JSON.stringify(dir)});\n${source}`);
	return runCommand(process.execPath, ["--import", CLOSED_WORLD, file]);
}

describe("the package", () => {
	test("needs what it imports and the fonts, in this repository's versions, and nothing else", () => {
		const { dependencies } = JSON.parse(readFileSync(join(ROOT, "dist/package/package.json"), "utf8"));
		const own = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
		const code = readFileSync(join(ROOT, "dist/package/index.js"), "utf8");
		const named = [
			...code.matchAll(/(?<!["\w])(?:from|import|import\(|createRequire\([^)]*\)\()\s*"([@\w][\w./@:-]*)"/g),
		];
		const modules = named.map(([, name = ""]) => name).filter((name) => !isBuiltin(name));
		// `zod/v4/core` is of the package zod.
		const imported = modules.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
		const fonts = listFontFiles().map(({ packageName }) => packageName);
		expect(Object.keys(dependencies)).toEqual([...new Set([...imported, ...fonts])].toSorted());
		expect(imported).toContain("@napi-rs/canvas");
		for (const [name, version] of Object.entries(dependencies)) {
			expect(own.dependencies[name]).toBe(version);
		}
	});

	test("makes a video, a quote and a frame without a socket, a database or Appwrite's SDK", async () => {
		const { code, stdout, stderr } = await run(`
			import { drawFrame, quoteVideo, renderVideo } from "chatreel";
			import { readFileSync } from "node:fs";
			const chat = JSON.parse(readFileSync("chat.json", "utf8"));
			const { quotedCpuSeconds } = await quoteVideo(chat);
			const { frames, warnings } = await renderVideo(chat, { output: "chat.mp4" });
			const png = await drawFrame(chat, 1);
			console.log(JSON.stringify([quotedCpuSeconds > 0, frames, warnings, png[1] === 80]));`);
		expect([code, stderr, stdout.trim()]).toEqual([0, "", "[true,90,[],true]"]);
		expect(streamInfo(join(dir, "chat.mp4"))).toMatchObject({ widthPx: 240, heightPx: 426 });
	});

	test.each([
		["a connection", 'import net from "node:net"; net.connect(1);'],
		["a connection", 'await fetch("http://127.0.0.1:54321").catch(() => {});'],
		["a listening socket", 'import { createServer } from "node:http"; createServer().listen();'],
		["node:sqlite", 'await import("node:sqlite");'],
		["node-appwrite", 'import "node-appwrite";'],
	])("would not get away with %s: %s", async (what, source) => {
		const { code, stderr } = await run(source);
		expect([code, stderr.trim()]).toEqual([99, `closed world: ${what}`]);
	});
});

describe("docs/library.md", () => {
	const page = readFileSync(join(ROOT, "docs/library.md"), "utf8");
	const snippets = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map(([, source = ""]) => source);

	test.each(snippets.map((source) => [source.split("\n").find((line) => line.includes("await")), source]))(
		"runs as it is written: %s",
		async (_, source) => {
			const { code, stdout, stderr } = await run(source);
			const isAboutErrors = source.includes("console.error(pointer");
			expect([code, stderr]).toEqual([0, isAboutErrors ? expect.stringContaining("/messages/0/sender") : ""]);
			if (source.includes("console.log")) expect(stdout).not.toMatch(/^$|undefined|NaN/);
		},
	);

	test("shows each call, and names every option and no other", () => {
		expect(snippets).toHaveLength(6);
		const types = readFileSync(join(ROOT, "dist/package/types/video/render-video.d.ts"), "utf8");
		const [, declared = ""] = /type RenderOptions = \{(.*?)^\};/ms.exec(types) ?? [];
		const options = [...declared.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name);
		const [, table = ""] = /\| Option +\|(.*?)\n\n/s.exec(page) ?? [];
		expect([...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)).toEqual(options);
	});

	test("is the page of the package too", () => {
		expect(readFileSync(join(ROOT, "dist/package/README.md"), "utf8")).toBe(page);
		expect(statSync(join(ROOT, "dist/package/index.js")).size).toBeLessThan(1_000_000);
	});
});

function isBuiltin(name: string): boolean {
	return builtinModules.includes(name.replace(/^node:/, ""));
}
