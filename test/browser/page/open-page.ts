import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { indexFonts } from "../../../scripts/build/studio-fonts.ts";

/** `http://…localhost` counts as secure, and no server is needed: the page's requests are answered here. */
const ORIGIN = "http://page.localhost";

/** As strict as the studio's: nothing inline, no eval, no worker but from a file, no foreign host. */
const POLICY =
	"default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; media-src blob:";

/** The module of a worker, and what runs before it. */
type WorkerScript = { readonly entry: string; readonly before?: string };

/**
 * Opens a page in which `page` is what the module at `entry` exports. The page finds an index of the fonts at `/fonts.json`, and the
 * files where that says. An error in the page rejects the call that is made of it.
 */
export async function openPage(
	browser: Browser,
	entry: string,
	workers: Readonly<Record<string, WorkerScript>> = {},
): Promise<Page> {
	const scripts = new Map<string, string>();
	for (const [address, script] of Object.entries({ "/page.js": { entry }, ...workers }))
		scripts.set(address, await bundle(script));
	const { index, paths } = indexFonts();
	const page = await browser.newPage();
	await page.route(`${ORIGIN}/**`, (route) => {
		const { pathname } = new URL(route.request().url());
		const headers = { "content-security-policy": POLICY };
		if (pathname === "/")
			return route.fulfill({ contentType: "text/html; charset=utf-8", body: HTML, headers });
		const body = scripts.get(pathname);
		if (body !== undefined)
			return route.fulfill({ contentType: "text/javascript; charset=utf-8", body, headers });
		if (pathname === "/fonts.json") return route.fulfill({ json: index });
		const path = paths.get(pathname);
		return path === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ path });
	});
	await page.goto(`${ORIGIN}/`);
	return page;
}

const HTML = `<!doctype html><script src="page.js"></script>`;

async function bundle({ entry, before = "" }: WorkerScript): Promise<string> {
	const { outputFiles } = await build({
		entryPoints: [entry],
		bundle: true,
		platform: "browser",
		format: "iife",
		globalName: "page",
		banner: { js: before },
		write: false,
		logLevel: "warning",
	});
	return outputFiles[0]?.text ?? "";
}
