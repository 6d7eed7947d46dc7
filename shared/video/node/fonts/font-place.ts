import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const resolveFrom = createRequire(import.meta.url);

/** Where `npm run build` puts the fonts: beside the bundle. In the repository there is no such folder. */
const bundledFonts = fileURLToPath(new URL("./fonts", import.meta.url));
const isBundled = existsSync(bundledFonts);

/** Where a file of a font package is on this machine. The one place that knows. Throws where it is nowhere. */
export function fontPath(packageName: string, file: string): string {
	if (!isBundled) return resolveFrom.resolve(`${packageName}/${file}`);
	const path = join(bundledFonts, packageName, file);
	if (existsSync(path)) return path;
	throw new Error(`${packageName}/${file} is not in the bundle`);
}

/** The code points that each file of a package is meant for: subset name to CSS `unicode-range`. */
export function unicodeRanges(packageName: string): Readonly<Record<string, string>> {
	return JSON.parse(readFileSync(fontPath(packageName, "unicode.json"), "utf8"));
}
