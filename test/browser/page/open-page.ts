import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { indexFonts } from "../../../scripts/build/studio-fonts.ts";

/** `http://…localhost` counts as secure, and no server is needed: the page's requests are answered here. */
const ORIGIN = "http://page.localhost";

/**
 * Opens a page in which `page` is what the module at `entry` exports. The page finds an index of the fonts at `/fonts.json`, and the
 * files where that says. An error in the page rejects the call that is made of it.
 */
export async function openPage(browser: Browser, entry: string): Promise<Page> {
	const { outputFiles } = await build({
		entryPoints: [entry],
		bundle: true,
		platform: "browser",
		format: "iife",
		globalName: "page",
		write: false,
		logLevel: "warning",
	});
	const { index, paths } = indexFonts();
	const page = await browser.newPage();
	await page.route(`${ORIGIN}/**`, (route) => {
		const { pathname } = new URL(route.request().url());
		if (pathname === "/") return route.fulfill({ contentType: "text/html; charset=utf-8", body: HTML });
		if (pathname === "/page.js")
			return route.fulfill({
				contentType: "text/javascript; charset=utf-8",
				body: outputFiles[0]?.text ?? "",
			});
		if (pathname === "/fonts.json") return route.fulfill({ json: index });
		const path = paths.get(pathname);
		return path === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ path });
	});
	await page.goto(`${ORIGIN}/`);
	return page;
}

const HTML = `<!doctype html><script src="page.js"></script>`;
