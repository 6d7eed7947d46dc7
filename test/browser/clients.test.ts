import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ID, Permission, Role, Storage } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { type LocalAppwrite, startLocalAppwrite } from "../../scripts/local-appwrite/server.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { runCommand } from "../helpers/command.ts";
import { serveFolder } from "../helpers/static-server.ts";

const ROOT = join(import.meta.dirname, "../..");
const PICTURE = join(ROOT, "docs/images/first-date.png");

let dataDir: string;
let server: LocalAppwrite;

beforeAll(async () => {
	dataDir = mkdtempSync(join(tmpdir(), "clients-"));
	const config = parseConfig(await readFile(join(ROOT, "appwrite.json"), "utf8"), ROOT);
	server = await startLocalAppwrite({ dataDir, config });
});
afterAll(async () => {
	await server.stop();
	rmSync(dataDir, { recursive: true });
});

test("the Node example signs up, logs in, creates a document, follows it and reads a file", async () => {
	const env = {
		APPWRITE_ENDPOINT: server.endpoint,
		APPWRITE_PROJECT_ID: server.projectId,
		APPWRITE_API_KEY: server.apiKey,
	};
	const { code, stdout, stderr } = await runCommand("node", ["examples/node/follow.mjs"], { env });
	expect([code, stderr]).toEqual([0, ""]);
	const [signedIn, asked, told, read] = stdout.trim().split("\n");
	expect(signedIn).toMatch(/^Signed in as .+@example\.com$/);
	const id = asked?.replace("Asked for a video: ", "");
	expect(told).toBe(`Realtime: created ${id}`);
	expect(read).toBe("Read 18 bytes");
});

test("the Node example says what it lacks", async () => {
	const env = { APPWRITE_ENDPOINT: "", APPWRITE_PROJECT_ID: "", APPWRITE_API_KEY: "" };
	const { code, stderr } = await runCommand("node", ["examples/node/follow.mjs"], { env });
	expect([code, stderr]).toEqual([2, expect.stringContaining("npm run dev prints them")]);
});

describe.skipIf(!HAS_CHROMIUM)("the web example in Chromium", () => {
	let browser: Browser;
	let site: Awaited<ReturnType<typeof serveFolder>>;
	beforeAll(async () => {
		browser = await launchChromium();
		site = await serveFolder(ROOT);
	});
	afterAll(async () => {
		await browser.close();
		await site.close();
	});

	async function fill(password: string) {
		const page = await browser.newPage();
		await page.goto(`${site.address}/examples/web/index.html`);
		await page.getByLabel("Appwrite endpoint").fill(server.endpoint);
		await page.getByLabel("E-mail").fill("maya@example.com");
		await page.getByLabel("Password").fill(password);
		await page.getByRole("button").click();
		return page;
	}

	test("signs up, creates a document, follows it and shows a file it may read", async () => {
		const admin = (await import("node-appwrite")).Client;
		const client = new admin()
			.setEndpoint(server.endpoint)
			.setProject(server.projectId)
			.setKey(server.apiKey);
		const storage = new Storage(client);
		const file = InputFile.fromPath(PICTURE, "poster.png");
		const permissions = [Permission.read(Role.users())];
		const hidden = InputFile.fromPath(PICTURE, "hidden.png");
		await storage.createFile({ bucketId: "videos", fileId: ID.unique(), file: hidden });
		await storage.createFile({ bucketId: "videos", fileId: ID.unique(), file, permissions });

		const page = await fill("correct horse");
		const steps = page.locator("#steps li");
		await steps.filter({ hasText: "Signed in as maya@example.com" }).waitFor();
		await steps.filter({ hasText: "Realtime: created" }).waitFor();
		await steps.filter({ hasText: "Read poster.png" }).waitFor();
		const width = await page
			.locator("#file img")
			.evaluate((image) =>
				(image as HTMLImageElement).decode().then(() => (image as HTMLImageElement).naturalWidth),
			);
		expect(width).toBeGreaterThan(100);
		if (process.env["SCREENSHOT"] !== undefined) await page.screenshot({ path: process.env["SCREENSHOT"] });
		await page.close();
	});

	test("says so when the password is wrong", async () => {
		const page = await fill("wrong battery");
		await page.getByRole("alert").filter({ hasText: "Invalid credentials" }).waitFor();
		await page.close();
	});
});
