import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { type LocalAppwrite, startLocalAppwrite } from "../../scripts/local-appwrite/server.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { runCommand } from "../helpers/command.ts";
import { blockOf } from "../helpers/documents.ts";
import { serveFolder } from "../helpers/static-server.ts";
import { askByPage, onLocalhost, videoSize } from "../helpers/web-example.ts";

const ROOT = join(import.meta.dirname, "../..");

let dataDir: string;
let server: LocalAppwrite;

beforeAll(async () => {
	dataDir = mkdtempSync(join(tmpdir(), "clients-"));
	const config = parseConfig(await readFile(join(ROOT, "appwrite.json"), "utf8"), ROOT);
	const variables = { MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" };
	server = await startLocalAppwrite({ dataDir, config, variables });
});
afterAll(async () => {
	await server.stop();
	rmSync(dataDir, { recursive: true });
});

const env = () => ({
	APPWRITE_ENDPOINT: server.endpoint,
	APPWRITE_PROJECT_ID: server.projectId,
	APPWRITE_API_KEY: server.apiKey,
});

/** Prints the type of each message that is sent by WebSocket. */
const TELL_SENT = `const { send } = WebSocket.prototype;
WebSocket.prototype.send = function (text) {
	console.error(JSON.parse(text).type);
	send.call(this, text);
};`;

test("the Node example asks for a video in every way, follows each by realtime and downloads it", async () => {
	const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(TELL_SENT)}`;
	const { code, stdout, stderr } = await runCommand("node", ["examples/node/every-way.mjs"], {
		env: { ...env(), NODE_OPTIONS },
	});
	// A real server (1.9.6) ends a connection that authenticates before it has subscribed to anything.
	expect([code, stderr]).toEqual([0, "subscribe\nauthentication\n".repeat(6)]);
	const [signedIn, ...ways] = stdout.trim().split("\n");
	expect(signedIn).toMatch(/^Signed in as .+@example\.com$/);
	const names = ways.map((line) => line.split(": ")[0]);
	expect(names).toEqual([
		"by session, synchronous",
		"by session, asynchronous",
		"by JWT, asynchronous",
		"by JWT, synchronous",
		"a row by TablesDB",
		"a document by Databases",
		"a guest",
	]);
	for (const line of ways.slice(0, -1)) expect(line).toMatch(/rendering → .*completed, \d{4,} bytes$/);
	expect(ways.at(-1)).toBe("a guest: 401");
});

test("the Node example says what it lacks", async () => {
	const none = { APPWRITE_ENDPOINT: "", APPWRITE_PROJECT_ID: "", APPWRITE_API_KEY: "" };
	const { code, stderr } = await runCommand("node", ["examples/node/every-way.mjs"], { env: none });
	expect([code, stderr]).toEqual([2, expect.stringContaining("npm run dev prints them")]);
});

/** A snippet as it stands in its page, but for the address of the server. */
function onServer(snippet: string): string {
	return snippet
		.replaceAll("http://127.0.0.1:9500/v1", server.endpoint)
		.replaceAll("http://localhost:9500/v1", onLocalhost(server.endpoint));
}

test("the documented Node snippet calls the function and downloads the video", async () => {
	// By stdin, so that its packages are found from here and no file is left; its out.mp4 goes elsewhere.
	const stdin = onServer(blockOf("docs/api.md", "js node")).replace("out.mp4", join(dataDir, "readme.mp4"));
	const { code, stdout, stderr } = await runCommand("node", ["--input-type=module"], { env: env(), stdin });
	expect([code, stderr]).toEqual([0, ""]);
	expect(stdout).toMatch(/^200 [\d.]+ CPU seconds\n$/);
	expect((await readFile(join(dataDir, "readme.mp4"))).toString("latin1", 4, 8)).toBe("ftyp");
});

test("the shell example asks for a video by curl, follows it and downloads it", async () => {
	const output = join(dataDir, "curl.mp4");
	// Of a locale that is set and not installed bash would complain.
	const shell = { ...env(), LC_ALL: "C", RENDER_ADDRESS: `${server.domains["render"]}/`, OUTPUT: output };
	const { code, stdout, stderr } = await runCommand("bash", ["examples/curl/render.sh"], { env: shell });
	expect([code, stderr]).toEqual([0, ""]);
	expect(stdout).toContain('"success":true');
	expect((await readFile(output)).toString("latin1", 4, 8)).toBe("ftyp");
	expect(stdout.trim().split("\n").at(-1)).toBe("A guest gets 401");
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

	const ask = (password: string) => askByPage(browser, { ...server, site: site.address, password });

	test("signs up, asks for a video, follows it and plays it", async () => {
		const page = await ask("correct horse");
		expect(await videoSize(page)).toEqual([540, 960]);
		if (process.env["SCREENSHOT"] !== undefined) await page.screenshot({ path: process.env["SCREENSHOT"] });
		await page.close();
	});

	test("is filled in for npm run dev", async () => {
		const page = await browser.newPage();
		await page.goto(`${site.address}/examples/web/index.html`);
		expect(await page.getByLabel("Appwrite endpoint").inputValue()).toBe("http://localhost:9500/v1");
		expect(await page.getByLabel("Project").inputValue()).toBe("chatreel");
		await page.close();
	});

	/** Runs a snippet as a module of the page. */
	async function runIn(page: Page, contents: string) {
		const stdin = { contents, resolveDir: ROOT, loader: "js" as const };
		const bundle = await build({ stdin, bundle: true, write: false, format: "esm" });
		await page.addScriptTag({ type: "module", content: bundle.outputFiles[0]?.text ?? "" });
	}

	test("the documented web snippet creates a row, follows its job and gets the video", async () => {
		const page = await browser.newPage();
		const lines: string[] = [];
		page.on("console", (message) => lines.push(message.text()));
		await page.goto(`${site.address}/examples/web/index.html`);
		await runIn(page, onServer(blockOf("docs/api.md", "js web")));
		await expect.poll(() => lines.at(-1)).toMatch(/^video \d{4,} bytes$/);
		expect(lines.filter((line) => line.startsWith("rendering"))).not.toEqual([]);
		await page.close();
	});

	test("the README's snippet creates a row as the user who has a session", async () => {
		const page = await browser.newPage();
		const lines: string[] = [];
		page.on("console", (message) => lines.push(message.text()));
		await page.goto(`${site.address}/examples/web/index.html`);
		const [signUp = ""] = blockOf("docs/api.md", "js web").split("const jobId");
		await runIn(page, onServer(`${signUp}console.log("signed in");`));
		await expect.poll(() => lines).toContain("signed in");
		await runIn(page, onServer(`${blockOf("README.md", "js row")}console.log("created");`));
		await expect.poll(() => lines).toContain("created");
		await page.close();
	});

	test("says so when the password is wrong", async () => {
		const page = await ask("wrong battery");
		await page.getByRole("alert").filter({ hasText: "Invalid credentials" }).waitFor();
		await page.close();
	});
});
