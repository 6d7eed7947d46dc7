import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { listFontFiles } from "../../shared/video/node/fonts/font-files.ts";
import { slimWoff } from "../../shared/video/node/fonts/woff.ts";
import { bundleCode } from "./bundle-code.ts";
import { BUNDLES, type BundlePlan } from "./bundles.ts";
import { type BundleFiles, readEmojiFont } from "./emoji-font.ts";
import { type Lockfile, pinnedPackages } from "./pinned-packages.ts";
import { removeOthers, writeChanged } from "./write-changed.ts";

export type Built = { readonly name: string; readonly dir: string; readonly bytes: number };

/**
 * Brings each function's folder in `outDir` to what is deployed. Only files that differ are written, each whole, so that
 * functions may run from the folder meanwhile. `emojiFont` is the operator's, packed beside the others. Rejects with DEPENDENCY_ERROR if
 * it cannot be.
 */
export async function buildBundles(
	rootDir: string,
	outDir: string,
	emojiFont?: string,
): Promise<readonly Built[]> {
	const lockfile = JSON.parse(readFileSync(join(rootDir, "package-lock.json"), "utf8"));
	const built: Built[] = [];
	const ownEmoji = readEmojiFont(emojiFont);
	for (const plan of BUNDLES)
		built.push(await buildBundle(plan, rootDir, join(outDir, plan.name), lockfile, ownEmoji));
	return built;
}

async function buildBundle(
	{ name, packages, hasFonts }: BundlePlan,
	rootDir: string,
	dir: string,
	lockfile: Lockfile,
	ownEmoji: BundleFiles,
): Promise<Built> {
	const code = await bundleCode(join(rootDir, "functions", name, "src/main.ts"), packages);
	const { packageJson, packageLock } = pinnedPackages(name, packages, lockfile);
	const files = new Map<string, Uint8Array>([
		...(hasFonts ? ownEmoji : []),
		["main.js", code],
		["package.json", jsonFile(packageJson)],
		["package-lock.json", jsonFile(packageLock)],
	]);
	const fonts = hasFonts ? copyFonts(dir, lockfile) : [];
	for (const [file, content] of files) writeChanged(join(dir, file), content);
	const kept = new Set([...files.keys(), ...fonts]);
	removeOthers(dir, kept);
	const bytes = [...kept].reduce((sum, file) => sum + statSync(join(dir, file)).size, 0);
	return { name, dir, bytes };
}

/**
 * Puts the fonts beside the bundle and gives their places in it. They are 23 MB, which every start of `npm run dev` would read
 * twice to find them equal: so a note says which packages, by the lockfile's hashes, are there whole.
 */
function copyFonts(dir: string, { packages }: Lockfile): readonly string[] {
	const fonts = listFontFiles();
	const names = [...new Set(fonts.map(({ packageName }) => packageName))];
	const hashes = names.map((name) => [name, packages[`node_modules/${name}`]?.integrity]);
	const note = JSON.stringify({ form: "without unused tables", hashes });
	const notePath = join(dir, "fonts", "packages.json");
	const placeOf = ({ packageName, file }: (typeof fonts)[number]) => join("fonts", packageName, file);
	const isDone = existsSync(notePath) && readFileSync(notePath, "utf8") === note;
	for (const font of fonts) {
		const path = join(dir, placeOf(font));
		if (isDone && existsSync(path)) continue;
		const file = readFileSync(font.path);
		writeChanged(path, path.endsWith(".woff") ? slimWoff(file) : file);
	}
	writeChanged(notePath, Buffer.from(note));
	return [join("fonts", "packages.json"), ...fonts.map(placeOf)];
}

const jsonFile = (value: object) => Buffer.from(`${JSON.stringify(value, null, "\t")}\n`);
