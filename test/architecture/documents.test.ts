import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { MINUTE_MS } from "../../shared/core/time.ts";
import { repairs } from "../../shared/health/checks/repairs.ts";
import { listHealthChecks } from "../../shared/health/health-checks.ts";
import { parseConversation } from "../../shared/video/conversation/parse.ts";
import { blockOf, blocksOf, DOCUMENTS, readDocument } from "../helpers/documents.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Which test runs or compares each block that is no command. Commands: test/media/documented-commands.test.ts runs all. */
const TESTS: Readonly<Record<string, string>> = {
	"README.md json conversation": "test/architecture/documents.test.ts",
	"README.md json group": "test/architecture/documents.test.ts",
	"docs/conversation.md json conversation": "test/architecture/documents.test.ts",
	"README.md js library": "test/media/documented-library.test.ts",
	"README.md js row": "test/browser/clients.test.ts",
	"docs/api.md js web": "test/browser/clients.test.ts",
	"docs/api.md js node": "test/browser/clients.test.ts",
	"docs/api.md js async": "test/functions/documented-calls.test.ts",
	"docs/api.md js routes": "test/functions/documented-calls.test.ts",
	"docs/api.md json request": "test/functions/documented-calls.test.ts",
	"docs/api.md json quote": "test/functions/documented-calls.test.ts",
	"docs/api.md json result": "test/functions/documented-calls.test.ts",
	"docs/api.md json job": "test/functions/documented-calls.test.ts",
	"docs/api.md json error": "test/functions/documented-calls.test.ts",
	"docs/batches.md sh batch": "test/functions/documented-calls.test.ts",
	"docs/batches.md json batch": "test/functions/documented-calls.test.ts",
	"docs/batches.md jsonl jobs": "test/media/documented-commands.test.ts",
	"docs/batches.md csv jobs": "test/media/documented-commands.test.ts",
	...Object.fromEntries(
		["whole", "messages", "events", "before", "after"].map((name) => [
			`docs/script.md txt ${name}`,
			"test/unit/video/conversation/read/documented-script.test.ts",
		]),
	),
	"docs/themes.md ts template": "test/unit/video/themes/template.test.ts",
	"docs/quota.md json report": "test/functions/documented-calls.test.ts",
	"docs/webhooks.md js webhook": "test/functions/webhooks.test.ts",
	"docs/webhooks.md json job-webhook": "test/functions/webhooks.test.ts",
	"docs/webhooks.md json batch-webhook": "test/functions/webhooks.test.ts",
	"docs/webhooks.md json deliveries": "test/functions/webhooks.test.ts",
};

/** Pages with tests of their own. */
const ELSEWHERE = ["docs/library.md", "docs/local-appwrite.md", "scripts/local-appwrite/README.md"];

/** What is shown and not run: output, pictures of letters, configuration of another program. */
const SHOWN = ["text", "ini"];

/** How the glossary names what lies in shared/. */
const WING = /^(core|video|service|health|platform|app)\/./;

/** Made by the golden tests when they fail. */
const MADE = "test/golden/failed/";

const withoutCode = (text: string) =>
	text.replaceAll(/^([ \t]*)```.*?^\1```$/gms, "").replaceAll(/`[^`\n]*`/g, "");

/** The addresses of links and pictures. */
function linksOf(document: string): readonly string[] {
	const text = withoutCode(readDocument(document));
	const links = [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/\b(?:src|href)="([^"]+)"/g)];
	return links.map(([, target = ""]) => target).filter((target) => !/^[a-z]+:/.test(target));
}

/** The ids that GitHub gives to a page's headings. */
function anchorsOf(document: string): ReadonlySet<string> {
	const text = readDocument(document).replaceAll(/^([ \t]*)```.*?^\1```$/gms, "");
	const anchors = new Set<string>();
	for (const [, heading = ""] of text.matchAll(/^#{1,6} (.+)$/gm)) {
		const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
		const anchor = words.replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, "").replaceAll(" ", "-");
		let unique = anchor;
		for (let count = 1; anchors.has(unique); count += 1) unique = `${anchor}-${count}`;
		anchors.add(unique);
	}
	return anchors;
}

function faultOf(document: string, link: string): string | null {
	const [path = "", anchor] = link.split("#");
	const target = path === "" ? document : normalize(join(dirname(document), path));
	if (!existsSync(join(ROOT, target))) return `${link}: no such file`;
	if (anchor === undefined) return null;
	return anchorsOf(target).has(anchor) ? null : `${link}: no such heading`;
}

describe("the documents", () => {
	test("are found", () => {
		expect(DOCUMENTS).toEqual(
			expect.arrayContaining(["README.md", "docs/api.md", "functions/render/README.md"]),
		);
		expect(linksOf("README.md")).toEqual(expect.arrayContaining(["docs/api.md", "docs/images/emoji.png"]));
		expect(linksOf("functions/render/README.md")).toContain("../../docs/api.md#errors");
	});

	test.each(DOCUMENTS)("%s links to files and headings that exist", (document) => {
		expect(linksOf(document).flatMap((link) => faultOf(document, link) ?? [])).toEqual([]);
	});

	test("are all reached from the README", () => {
		const reached = new Set(["README.md"]);
		for (const document of reached) {
			if (!document.endsWith(".md") || !existsSync(join(ROOT, document))) continue;
			for (const link of linksOf(document))
				reached.add(normalize(join(dirname(document), link.split("#")[0] ?? "")));
		}
		const topics = DOCUMENTS.filter((document) => document.startsWith("docs/"));
		expect(topics.filter((document) => !reached.has(document))).toEqual([]);
	});

	test.each(DOCUMENTS)("%s names files and folders that exist", (document) => {
		const code = [...readDocument(document).matchAll(/`([\w./-]+)`/g)].map(([, name = ""]) => name);
		const places = code.flatMap((name) => {
			if (/^(shared|functions|scripts|test|docs|examples)\/./.test(name)) return [name];
			return WING.test(name) ? [`shared/${name}`] : [];
		});
		expect(places.filter((place) => place !== MADE && !existsSync(join(ROOT, place)))).toEqual([]);
	});

	test("are there where the code and its messages name one", () => {
		const sources = globSync("{shared,functions,scripts,test}/**/*.ts", { cwd: ROOT });
		const named = sources.flatMap((file) =>
			[...readFileSync(join(ROOT, file), "utf8").matchAll(/\bdocs\/[\w-]+\.md/g)].map(
				([document]) => document,
			),
		);
		expect(named).toContain("docs/deploy.md");
		expect([...new Set(named)].filter((document) => !existsSync(join(ROOT, document)))).toEqual([]);
	});

	test("name their blocks, and a test runs or compares each", () => {
		const blocks = DOCUMENTS.filter((document) => !ELSEWHERE.includes(document)).flatMap((document) =>
			blocksOf(document)
				.filter(({ language, name }) => !SHOWN.includes(language) && !(language === "sh" && name === ""))
				.map(({ language, name }) => `${document} ${language} ${name}`),
		);
		expect(blocks.toSorted()).toEqual(Object.keys(TESTS).toSorted());
		for (const [block, file] of Object.entries(TESTS)) {
			const [document = "", ...title] = block.split(" ");
			expect(readFileSync(join(ROOT, file), "utf8")).toContain(`"${document}", "${title.join(" ")}"`);
		}
	});

	test("show conversations that are valid", () => {
		const shown = [
			blockOf("README.md", "json conversation"),
			blockOf("README.md", "json group"),
			blockOf("docs/conversation.md", "json conversation"),
		];
		for (const text of shown) expect(parseConversation(JSON.parse(text)).messages).toHaveLength(2);
	});

	test("list every variable", () => {
		const source = readFileSync(join(ROOT, "shared/platform/node/env.ts"), "utf8");
		const variables = [...source.matchAll(/^\t([A-Z][A-Z_]+): /gm)].map(([, name = ""]) => name);
		expect(variables).toContain("QUOTA_HOURS");
		const listed = readDocument("docs/deploy.md");
		// Appwrite sets these two by itself.
		const own = variables.filter((name) => !name.startsWith("APPWRITE_FUNCTION_"));
		expect(own.filter((name) => !listed.includes(`\`${name}\``))).toEqual([]);
	});

	test("list every check, what it measures, and when its alert fires and ends", () => {
		const rows = [...readDocument("docs/health.md").matchAll(/^\| (`.*) \|$/gm)].map(([, row = ""]) => {
			const [names = "", key = "", , , fires, ends] = row.split("|").map((cell) => cell.trim());
			return { names: names.split(", "), key, minutes: [Number(fires), Number(ends)] };
		});
		const listed = rows.flatMap(({ names, ...rest }) => names.map((name) => ({ name, ...rest })));
		const checks = [...listHealthChecks(["webhook", "email"]), repairs];
		expect(listed).toEqual(
			checks.map(({ name, key, alert: { forMs, keepFiringForMs } }) => ({
				name: `\`${name}\``,
				key: `\`${key}\``,
				minutes: [forMs / MINUTE_MS, keepFiringForMs / MINUTE_MS],
			})),
		);
	});
});
