import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const resolveFrom = createRequire(import.meta.url);

/** The folder of the fonts beside the bundle, made by `npm run build`. The repository has none. */
const bundledFonts = fileURLToPath(new URL("./fonts", import.meta.url));
const isBundled = existsSync(bundledFonts);

/** Finds a file of a font package on this machine. Throws if it is missing. */
export function fontPath(packageName: string, file: string): string {
	if (!isBundled) return resolveFrom.resolve(`${packageName}/${file}`);
	const path = join(bundledFonts, packageName, file);
	if (existsSync(path)) return path;
	throw new Error(`${packageName}/${file} is not in the bundle`);
}

/** The code points of each file of a package: subset name to CSS `unicode-range`. */
export function unicodeRanges(packageName: string): Readonly<Record<string, string>> {
	return JSON.parse(readFileSync(fontPath(packageName, "unicode.json"), "utf8"));
}
