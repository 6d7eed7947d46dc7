import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type OutputFile } from "esbuild";
import { indexFonts } from "./studio-fonts.ts";
import { trimZod } from "./trim-zod.ts";

/** A file of the studio: its bytes, or where they are on this machine. */
export type StudioFile = { readonly type: string } & (
	| { readonly bytes: Uint8Array }
	| { readonly path: string }
);

/** The Appwrite on which a page renders. */
export type RenderServer = { readonly endpoint: string; readonly projectId: string };

/** What is started: the page and its workers. The worker that exports may be missing. */
const ENTRIES = {
	page: "page/start-page.tsx",
	film: "film/film-worker.ts",
	work: "work/work-worker.ts",
	style: "styles/studio.css",
} as const;

type EntryName = keyof typeof ENTRIES;

const TYPES: Readonly<Record<string, string>> = {
	html: "text/html; charset=utf-8",
	js: "text/javascript; charset=utf-8",
	css: "text/css; charset=utf-8",
	json: "application/json",
	svg: "image/svg+xml",
	woff: "font/woff",
	woff2: "font/woff2",
};

/** Of a file's address, which ends with "/" for a page. */
function typeOf(address: string): string {
	const extension = address.endsWith("/") ? "html" : (/\.(\w+)$/.exec(address)?.[1] ?? "");
	return TYPES[extension] ?? "application/octet-stream";
}

/** The examples that the page offers, in this order. */
const EXAMPLES = ["first-date", "whatsapp", "group", "locked-out", "emoji", "five-scripts"];

/** Builds the studio: all its files by their address, from `/` on. Rejects with esbuild's errors. */
export async function buildStudio(
	root: string,
	server: RenderServer | null = null,
): Promise<ReadonlyMap<string, StudioFile>> {
	const folder = join(root, "sites/studio");
	const code = await bundle(root, folder);
	const files = new Map<string, StudioFile>();
	const addText = (address: string, text: string) =>
		files.set(address, { type: typeOf(address), bytes: new TextEncoder().encode(text) });
	for (const { address, bytes } of code.files) files.set(address, { type: typeOf(address), bytes });
	const { index, paths } = indexFonts();
	for (const [location, path] of paths) files.set(location, { type: typeOf(path), path });
	addText("/fonts.json", JSON.stringify(index));
	for (const name of EXAMPLES)
		addText(`/examples/${name}.json`, readFileSync(join(root, "examples", `${name}.json`), "utf8"));
	addText("/icon.svg", readFileSync(join(folder, "icon.svg"), "utf8"));
	const values = { ...Object.fromEntries(code.entries), ...server };
	addText("/", fillIn(readFileSync(join(folder, "index.html"), "utf8"), values));
	return files;
}

/** Each value in place of its name in double braces: an entry's address, or what the page is to know of its server. */
function fillIn(html: string, values: Readonly<Record<string, string>>): string {
	const toAttribute = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
	return html.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => toAttribute(values[name] ?? ""));
}

async function bundle(root: string, folder: string) {
	const names = (Object.keys(ENTRIES) as EntryName[]).filter((name) =>
		existsSync(join(folder, ENTRIES[name])),
	);
	const outdir = join(root, "dist/studio");
	const { outputFiles, metafile } = await build({
		entryPoints: names.map((name) => ({ in: join(folder, ENTRIES[name]), out: name })),
		absWorkingDir: root,
		outdir,
		entryNames: "[name]-[hash]",
		chunkNames: "part-[hash]",
		bundle: true,
		splitting: true,
		format: "esm",
		platform: "browser",
		target: "es2022",
		jsx: "automatic",
		jsxImportSource: "preact",
		minify: true,
		plugins: [trimZod],
		metafile: true,
		write: false,
		logLevel: "silent",
	});
	const addressOf = ({ path }: Pick<OutputFile, "path">) => path.slice(outdir.length).replaceAll("\\", "/");
	const entries = new Map<EntryName, string>();
	for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
		const name = names.find((each) => entryPoint === `sites/studio/${ENTRIES[each]}`);
		if (name !== undefined) entries.set(name, addressOf({ path: join(root, path) }));
	}
	const files = outputFiles.map((file) => ({ address: addressOf(file), bytes: file.contents }));
	return { files, entries };
}
