import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildPackage } from "../../scripts/build/build-package.ts";
import { renderVideo } from "../../shared/app/library.ts";
import { runCommand } from "../helpers/command.ts";

const ROOT = join(import.meta.dirname, "../..");
/** As long as the registry of npm may take to give 190 MB of fonts and two Nodes. */
const REGISTRY_MS = 900_000;
const chat = {
	video: { width: 540, height: 960 },
	messages: [
		{ sender: "you", text: "Did you pack it?" },
		{ sender: "them", text: "82 kB, fonts not included 😂" },
	],
} as const;

let dir: string;
let project: string;
let tarball: string;

async function npm(args: readonly string[]): Promise<void> {
	const { code, stderr } = await runCommand("npm", args);
	if (code !== 0) throw new Error(`npm ${args.join(" ")} ended with ${code}: ${stderr}`);
}

beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), "chatreel-package-"));
	project = join(dir, "project");
	mkdirSync(project);
	await buildPackage(ROOT, join(dir, "package"));
	await npm(["pack", join(dir, "package"), "--pack-destination", dir, "--silent"]);
	tarball = join(dir, readdirSync(dir).find((name) => name.endsWith(".tgz")) ?? "");
	await npm(["install", "--prefix", project, "--prefer-offline", "--no-audit", tarball]);
	const nodes = ["node20@npm:node@20", "node24@npm:node@24"];
	await npm(["install", "--prefix", join(dir, "nodes"), "--prefer-offline", "--no-audit", ...nodes]);
	await renderVideo(chat, { output: join(dir, "here.mp4") });
}, REGISTRY_MS);
afterAll(() => rmSync(dir, { recursive: true }));

const sha256 = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

test("the packed library has at most 2 MB, and no font", async () => {
	expect(statSync(tarball).size).toBeLessThan(2_000_000);
	const { stdout } = await runCommand("tar", ["-tzf", tarball]);
	expect(stdout).toContain("package/index.js");
	expect(stdout).not.toMatch(/woff|ttf|otf/);
});

test.each([
	["v20.", () => join(dir, "nodes/node_modules/node20/bin/node")],
	["v22.", () => process.execPath],
	["v24.", () => join(dir, "nodes/node_modules/node24/bin/node")],
])(
	"installed into an empty folder, it makes the same video on Node %s, by the fast engine",
	async (version, node) => {
		writeFileSync(join(project, "chat.json"), JSON.stringify(chat));
		writeFileSync(
			join(project, "program.mjs"),
			`import { readFileSync } from "node:fs";
		import { renderVideo } from "chatreel";
		const chat = JSON.parse(readFileSync(new URL("chat.json", import.meta.url), "utf8"));
		const { warnings, frames } = await renderVideo(chat, { output: process.argv[2] });
		console.log(JSON.stringify({ version: process.version, warnings, frames: frames > 60 }));`,
		);
		const output = join(dir, `${version}mp4`);
		const { code, stdout, stderr } = await runCommand(node(), [join(project, "program.mjs"), output]);
		expect([code, stderr]).toEqual([0, ""]);
		// The plain engine would have left the warning ENGINE_FALLBACK.
		const made = { version: expect.stringMatching(new RegExp(`^${version}`)), warnings: [], frames: true };
		expect(JSON.parse(stdout)).toEqual(made);
		expect(sha256(output)).toBe(sha256(join(dir, "here.mp4")));
	},
);

test("its types take a right program, and refuse a wrong one", async () => {
	const compilerOptions = {
		...{ module: "nodenext", lib: ["es2023", "dom"], types: [], noEmit: true },
		...{ strict: true, exactOptionalPropertyTypes: true },
	};
	const files = ["program.mts"];
	writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
	const check = (source: string) => {
		writeFileSync(join(project, "program.mts"), source);
		const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
		return runCommand(process.execPath, [tsc, "-p", project]);
	};
	const right = `import { ChatreelError, type ConversationInput, drawFrame, quoteVideo, renderVideo } from "chatreel";
		const chat: ConversationInput = { messages: [{ sender: "you", text: "Hi" }] };
		const { files, warnings } = await renderVideo(chat, { output: "a.mp4", engine: "fast" });
		const poster: string = files.poster;
		const codes: readonly string[] = warnings.map(({ code }) => code);
		const { errorBand } = await quoteVideo(chat);
		const png: Uint8Array = await drawFrame(chat, errorBand.low).catch((error: unknown) => {
			throw error instanceof ChatreelError ? error.kind : [poster, codes];
		});
		export { png };`;
	expect(await check(right)).toMatchObject({ code: 0, stdout: "" });
	const wrong = right.replace('"you"', '"me"').replace('"a.mp4"', "1").replace("errorBand", "band");
	const { code, stdout } = await check(wrong);
	expect(code).not.toBe(0);
	for (const word of ["'\"me\"'", "'number' is not assignable to type 'string'", "'band'"]) {
		expect(stdout).toContain(word);
	}
});
