import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { trimZod } from "../../../scripts/build/trim-zod.ts";
import * as library from "../../../shared/video/conversation/parse.ts";
import { arbitraryFullConversation } from "../../helpers/arbitrary-full-conversation.ts";

type Parse = Pick<typeof library, "checkConversation" | "checkConversationText">;

/** What checks a conversation, as a page has it. */
async function bundle(isTrimmed: boolean): Promise<string> {
	const { outputFiles } = await build({
		stdin: {
			contents: `import "./forbid-eval.ts"; export { checkConversation, checkConversationText } from "./parse.ts";`,
			resolveDir: "shared/video/conversation",
		},
		bundle: true,
		format: "esm",
		target: "es2022",
		minify: true,
		plugins: isTrimmed ? [trimZod] : [],
		write: false,
	});
	return outputFiles[0]?.text ?? "";
}

const folder = mkdtempSync(join(tmpdir(), "trim-zod-"));
afterAll(() => rmSync(folder, { recursive: true }));

let code: string;
let page: Parse;
beforeAll(async () => {
	code = await bundle(true);
	const path = join(folder, "page.mjs");
	writeFileSync(path, code);
	page = await import(/* @vite-ignore */ path);
});

test("without what no page calls of zod, every fault is told in the library's words", () => {
	const paths = globSync("test/fixtures/conversations/**/*.json");
	expect(paths.length).toBeGreaterThan(30);
	for (const path of paths) {
		const text = readFileSync(path, "utf8");
		expect(page.checkConversationText(text), path).toEqual(library.checkConversationText(text));
	}
});

test("and every conversation is read as the library reads it", () => {
	fc.assert(
		fc.property(arbitraryFullConversation(), (conversation) => {
			expect(page.checkConversation(conversation)).toEqual(library.checkConversation(conversation));
		}),
	);
});

test("and what stands at a wrong place in one is told in the library's words", () => {
	const faults = new Set<string>();
	fc.assert(
		fc.property(arbitraryFullConversation(), fc.jsonValue(), fc.nat(), (conversation, odd, nth) => {
			let places = 0;
			const text = JSON.stringify(conversation, (_, value) => {
				places += 1;
				return value;
			});
			let at = nth % places;
			const changed: unknown = JSON.parse(text, (_, value) => (at-- === 0 ? odd : value));
			const checked = page.checkConversation(changed);
			expect(checked).toEqual(library.checkConversation(changed));
			if (!checked.ok) for (const { message } of checked.faults) faults.add(message);
		}),
	);
	expect(faults.size).toBeGreaterThan(30);
});

test("three tenths of what checks a conversation are left out, the words of zod among them", async () => {
	const whole = await bundle(false);
	expect(whole).toContain("Invalid input: expected");
	expect(code).not.toContain("Invalid input: expected");
	expect(code.length).toBeLessThan(0.7 * whole.length);
});
