import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runCommand } from "../helpers/command.ts";
import { blockOf, blocksOf, DOCUMENTS, readDocument } from "../helpers/documents.ts";

const ROOT = join(import.meta.dirname, "../..");

/** What is not run here, and why. Where a line begins so, it may go on in any way. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
	"npm ci": "installs; the CI does it first",
	"npm test": "is what runs this",
	"npm run test": "runs all tests",
	"npm run check": "is run by the CI before the tests",
	"export ": "sets variables for the next line",
	"bash examples/curl/render.sh":
		"needs npm run dev; the CI runs it, and test/functions/render.test.ts its requests",
	"npx appwrite-cli": "needs an Appwrite; the CI runs it on an empty local one",
	"npm run quota -- --link": "needs npm run dev; test/functions/quota-command.test.ts runs it",
};

/** Servers, what needs an Appwrite of one's own, and what works for minutes or writes into the repository: as far as --help. */
const ONLY_HELP = ["dev", "studio", "build", "deploy", "provision", "bench", "health"];

/** Commands without data of their own. */
const WITHOUT_DATA = ["preflight", "contact-sheet", "convert"];

/** Documents whose commands are not run, and why. */
const BY_HAND: Readonly<Record<string, string>> = {
	"docs/decoders.md": "needs decoders built from their sources",
	"docs/library.md": "installs the package; the test of the package does so",
	"scripts/local-appwrite/README.md": "is for those who work on it; its tests run it",
};

type Line = { readonly document: string; readonly line: string };

/** The commands of the `sh` blocks without a name: a line each, without its remark. */
const lines = DOCUMENTS.filter((document) => !(document in BY_HAND)).flatMap((document) =>
	blocksOf(document)
		.filter(({ language, name }) => language === "sh" && name === "")
		.flatMap(({ text }) => text.split("\n"))
		.map((line): Line => ({ document, line: line.replace(/(^|\s+)#\s.*$/, "").trim() }))
		.filter(({ line }) => line !== ""),
);

const isException = (line: string) => Object.keys(EXCEPTIONS).some((start) => line.startsWith(start));
const nameOf = (line: string) => /^npm run (?:-s )?([\w:-]+)/.exec(line)?.[1] ?? "";
const isOnlyHelp = (line: string) => ONLY_HELP.includes(nameOf(line)) || /FILE|\[options\]/.test(line);

const dir = mkdtempSync(join(tmpdir(), "readme-"));
afterAll(() => rmSync(dir, { recursive: true }));
// The examples by their names, small: examples.test.ts renders them as they are.
cpSync(join(ROOT, "examples/pictures"), join(dir, "examples/pictures"), { recursive: true });
for (const name of globSync("*.json", { cwd: join(ROOT, "examples") })) {
	const example = JSON.parse(readFileSync(join(ROOT, "examples", name), "utf8"));
	const video = { ...example.video, width: 240, height: 426 };
	writeFileSync(join(dir, "examples", name), JSON.stringify({ ...example, video }));
}
for (const name of globSync("*.txt", { cwd: join(ROOT, "examples") })) {
	const example = readFileSync(join(ROOT, "examples", name), "utf8").replace(/^size:.*\n/m, "");
	writeFileSync(join(dir, "examples", name), `size: 240 x 426\n${example}`);
}
writeFileSync(join(dir, "jobs.jsonl"), blockOf("docs/batches.md", "jsonl jobs"));
writeFileSync(join(dir, "jobs.csv"), blockOf("docs/batches.md", "csv jobs"));

/** Some hundred of MB of memory may be free beside the other tests, and the disk's fullness is no matter here. */
const ROOMY = { MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" };
/** As a newcomer types it, from a folder that is not the repository's. */
const run = (line: string) => {
	const command = line.replace(/^npm /, `npm --prefix ${JSON.stringify(ROOT)} `);
	return runCommand("sh", ["-c", `cd ${JSON.stringify(dir)} && ${command}`], { env: ROOMY });
};
const withData = (line: string, index: number) => {
	if (WITHOUT_DATA.includes(nameOf(line))) return line;
	const data = join(dir, `data-${index}`);
	mkdirSync(data);
	return `${line}${line.includes(" -- ") ? "" : " --"} --data ${data}`;
};

describe.concurrent("B15: the commands of the documents", () => {
	// A line that stands in two places is run once.
	const real = [...new Map(lines.map((each) => [each.line, each])).values()].filter(
		({ line }) => !isException(line) && !isOnlyHelp(line),
	);

	test("are found", () => {
		expect(real.length).toBeGreaterThan(10);
		expect(lines.map(({ line }) => line)).toContain(
			"npm run render -- examples/first-date.json --output out.mp4",
		);
		// An exception that nothing needs any more would hide the next line that begins so.
		const unneeded = Object.keys(EXCEPTIONS).filter(
			(start) => !lines.some(({ line }) => line.startsWith(start)),
		);
		expect(unneeded).toEqual([]);
	});

	test.each(real.map((each, index) => ({ ...each, index })))("$document: $line", async ({ line, index }) => {
		const { code, stderr } = await run(withData(line, index));
		expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
	});

	const helped = new Set(
		lines.filter(({ line }) => isOnlyHelp(line) && !isException(line)).map(({ line }) => nameOf(line)),
	);
	test.each([...helped])("npm run %s has a --help, and says so by its exit code", async (name) => {
		const { code, stdout } = await run(`npm run -s ${name} -- --help`);
		expect([code, stdout]).toEqual([0, expect.stringContaining(`npm run ${name}`)]);
	});

	test.each(DOCUMENTS)("%s names no script that package.json does not have", (document) => {
		const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
		const text = readDocument(document);
		const named = [...text.matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map((match) => match[1] ?? "");
		expect(named.filter((name) => !(name in scripts))).toEqual([]);
	});
});
