import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { buildStudio, type RenderServer, type StudioFile } from "../../scripts/build/studio.ts";
import { serveStudio } from "../../scripts/studio/serve-studio.ts";

/** The studio as `npm run studio` serves it, for a server that renders or for none. */
export async function openStudio(target: RenderServer | null = null) {
	const root = join(import.meta.dirname, "../..");
	const files: ReadonlyMap<string, StudioFile> = await buildStudio(root, target);
	const server = await serveStudio(files, 0, target?.endpoint);
	return { files, ...server };
}

export type OpenedPage = {
	readonly page: Page;
	/** What the page complained of: errors, refusals of its policy. */
	readonly problems: readonly string[];
	/** The addresses that it asked for. */
	readonly asked: readonly string[];
};

/** For what hangs: a busy machine renders a video in half a minute. */
const LONGEST_WAIT_MS = 90_000;

/** A page of its own, with nothing kept in the browser. It is closed with the test: a page that was left goes on drawing. */
export async function openPage(
	browser: Browser,
	address: string,
	options: BrowserContextOptions = {},
): Promise<OpenedPage> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 820 }, ...options });
	onTestFinished(() => context.close());
	context.setDefaultTimeout(LONGEST_WAIT_MS);
	const page = await context.newPage();
	const problems: string[] = [];
	const asked: string[] = [];
	page.on("console", (message) => {
		if (message.type() === "error") problems.push(message.text());
	});
	page.on("pageerror", (error) => problems.push(error.message));
	page.on("request", (request) => asked.push(request.url()));
	await page.goto(address);
	return { page, problems, asked };
}
