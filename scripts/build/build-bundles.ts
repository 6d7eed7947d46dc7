import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { listFontFiles } from "../../shared/paint/font-files.ts";
import { bundleCode } from "./bundle-code.ts";
import { BUNDLES, type BundlePlan } from "./bundles.ts";
import { pinnedPackages } from "./pinned-packages.ts";

export type Built = { readonly name: string; readonly dir: string; readonly bytes: number };

/**
 * Brings each function's folder in `outDir` to what is deployed. Only files that differ are written, each whole, so that
 * functions may run from the folder meanwhile.
 */
export async function buildBundles(rootDir: string, outDir: string): Promise<readonly Built[]> {
	const lockfile = JSON.parse(readFileSync(join(rootDir, "package-lock.json"), "utf8"));
	const built: Built[] = [];
	for (const plan of BUNDLES) built.push(await buildBundle(plan, rootDir, join(outDir, plan.name), lockfile));
	return built;
}

async function buildBundle(
	{ name, packages, hasFonts }: BundlePlan,
	rootDir: string,
	dir: string,
	lockfile: Parameters<typeof pinnedPackages>[2],
): Promise<Built> {
	const code = await bundleCode(join(rootDir, "functions", name, "src/main.ts"), packages);
	const { packageJson, packageLock } = pinnedPackages(name, packages, lockfile);
	const files = new Map<string, Uint8Array>([
		["main.js", code],
		["package.json", jsonFile(packageJson)],
		["package-lock.json", jsonFile(packageLock)],
	]);
	for (const { packageName, file, path } of hasFonts ? listFontFiles() : []) {
		files.set(join("fonts", packageName, file), readFileSync(path));
	}
	for (const [file, content] of files) writeChanged(join(dir, file), content);
	for (const file of filesIn(dir)) if (!files.has(file)) rmSync(join(dir, file));
	const bytes = [...files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
	return { name, dir, bytes };
}

const jsonFile = (value: object) => Buffer.from(`${JSON.stringify(value, null, "\t")}\n`);

function writeChanged(path: string, content: Uint8Array): void {
	if (existsSync(path) && readFileSync(path).equals(content)) return;
	mkdirSync(dirname(path), { recursive: true });
	const unfinished = `${path}.${process.pid}.part`;
	writeFileSync(unfinished, content);
	renameSync(unfinished, path);
}

/** What is left of an earlier build; what `npm ci` put there, and what another build is writing, stays. */
function filesIn(dir: string): readonly string[] {
	return readdirSync(dir, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(dir, join(entry.parentPath, entry.name)))
		.filter((file) => !file.startsWith("node_modules") && !file.endsWith(".part"));
}
