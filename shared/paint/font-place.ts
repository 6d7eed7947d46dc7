import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const resolveFrom = createRequire(import.meta.url);

/** Where a file of a font package is on this machine. The one place that knows. */
export function fontPath(packageName: string, file: string): string {
	return resolveFrom.resolve(`${packageName}/${file}`);
}

/** The code points that each file of a package is meant for: subset name to CSS `unicode-range`. */
export function unicodeRanges(packageName: string): Readonly<Record<string, string>> {
	return JSON.parse(readFileSync(fontPath(packageName, "unicode.json"), "utf8"));
}
