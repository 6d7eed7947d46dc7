import { existsSync, readdirSync, readFileSync } from "node:fs";
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

/** The beginning of the name of the operator's emoji font in the bundle; its ending is that of the file. */
export const OWN_EMOJI = "own-emoji";

/** The operator's emoji font in the bundle, if one was packed. */
export function bundledEmojiFont(): string | undefined {
	if (!isBundled) return undefined;
	const name = readdirSync(bundledFonts).find((file) => file.startsWith(OWN_EMOJI));
	return name === undefined ? undefined : join(bundledFonts, name);
}
