import { lstatSync, realpathSync, type Stats } from "node:fs";
import { join } from "node:path";

/** A file to serve, or what is answered in its place. */
export type Found =
	| { readonly kind: "file"; readonly path: string; readonly stats: Stats }
	| { readonly kind: "redirect"; readonly location: string }
	| { readonly kind: "refused"; readonly status: 403 | 404 };

const NOT_FOUND: Found = { kind: "refused", status: 404 };

/**
 * The file for an address, as the real server's file server finds it (static-web-server 2.39, src/static_files.rs): `..` is
 * left out, a folder is its index.html, an address without a file may be that of a page without its `.html`, and nothing is served through a link
 * or of a name that begins with `.env`.
 */
export function findStaticFile(root: string, pathname: string, search: string): Found {
	const names = decode(pathname)
		.split("/")
		.filter((name) => !["", ".", ".."].includes(name));
	if (names.some((name) => name.includes("\0")) || names.at(-1)?.startsWith(".env")) return NOT_FOUND;
	const path = join(root, ...names);
	const stats = statsOf(path);
	if (stats === null) return namesOwn(root, `${path}.html`);
	if (!stats.isDirectory()) return namesOwn(root, path);
	if (!pathname.endsWith("/")) return { kind: "redirect", location: `${pathname}/${search}` };
	const index = namesOwn(root, join(path, "index.html"));
	return index === NOT_FOUND && names.length > 0 ? namesOwn(root, `${path}.html`) : index;
}

/** The file at a path, unless it is none or a link leads to it. */
function namesOwn(root: string, path: string): Found {
	const stats = statsOf(path);
	if (stats === null || stats.isDirectory()) return NOT_FOUND;
	const isLinked =
		!stats.isFile() || realpathSync(path) !== join(realpathSync(root), path.slice(root.length));
	return isLinked ? { kind: "refused", status: 403 } : { kind: "file", path, stats };
}

/** Null where there is nothing, or a file where a folder is named, or a name that no file can have. */
function statsOf(path: string): Stats | null {
	try {
		return lstatSync(path);
	} catch {
		return null;
	}
}

/** Bytes that are no UTF-8 are in no file's name here. */
function decode(pathname: string): string {
	try {
		return decodeURIComponent(pathname);
	} catch {
		return "\0";
	}
}
