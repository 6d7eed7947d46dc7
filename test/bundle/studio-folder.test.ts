import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeStudio } from "../../scripts/build/write-studio.ts";
import { compressArchive, packFolder } from "../../scripts/deploy/archive.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { serveFolder } from "../helpers/static-server.ts";

const ROOT = join(import.meta.dirname, "../..");
const SERVER = { endpoint: "https://appwrite.example.com/v1", projectId: "mine" };

let dir: string;
beforeAll(async () => {
	dir = mkdtempSync(join(tmpdir(), "studio-"));
	await writeStudio(ROOT, dir, SERVER);
});
afterAll(() => rmSync(dir, { recursive: true }));

const page = () => readFileSync(join(dir, "index.html"), "utf8");

describe("the studio's folder", () => {
	test("fits into what a server takes as an archive", async () => {
		expect((await compressArchive(await packFolder(dir))).length).toBeLessThan(30_000_000);
	});

	test("has a page that knows its server, and may call that host alone", () => {
		expect(page()).toContain('data-endpoint="https://appwrite.example.com/v1" data-project="mine"');
		expect(page()).toContain(
			"connect-src 'self' https://appwrite.example.com wss://appwrite.example.com; img-src",
		);
		expect(page()).not.toContain("frame-ancestors");
		// Browsers look for the charset in the first kilobyte.
		expect(page().indexOf("charset")).toBeLessThan(page().indexOf("content-security-policy"));
	});

	test("is written anew where it differs, and has nothing of an earlier build", async () => {
		const icon = join(dir, "icon.svg");
		const before = statSync(icon).mtimeMs;
		writeFileSync(join(dir, "page-OLDONE00.js"), "old");
		await writeStudio(ROOT, dir, null);
		expect(() => statSync(join(dir, "page-OLDONE00.js"))).toThrow("ENOENT");
		expect(statSync(icon).mtimeMs).toBe(before);
		expect(page()).toContain("connect-src 'self'; img-src");
	});

	test.skipIf(!HAS_CHROMIUM)("is a page that runs from any host of files", async () => {
		await writeStudio(ROOT, dir, null);
		const [browser, site] = await Promise.all([launchChromium(), serveFolder(dir)]);
		try {
			const opened = await browser.newPage();
			const problems: string[] = [];
			opened.on("console", (message) => {
				if (message.type() === "error") problems.push(message.text());
			});
			opened.on("pageerror", ({ message }) => problems.push(message));
			await opened.goto(`${site.address}/index.html`);
			const message = opened.getByRole("textbox", { name: "Message" }).first();
			await message.waitFor();
			expect(problems).toEqual([]);
		} finally {
			await Promise.all([browser.close(), site.close()]);
		}
	});
});
