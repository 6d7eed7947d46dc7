import { readFileSync } from "node:fs";
import { once } from "../../../core/once.ts";
import { type FontFamily, fontFamilies } from "../../text/font-catalogue.ts";
import type { FontFile, FontLibrary } from "../../text/font-library.ts";
import { isWithin, parseUnicodeRange } from "../../text/unicode-range.ts";
import { fontPath, unicodeRanges } from "./font-place.ts";
import { type Cmap, type FontTables, openFontTables, readCmap } from "./font-tables.ts";

/** A file on this machine's disk; its location is its path. */
type FileOnDisk = Omit<FontFile, "cmap"> & { readonly cmap: () => Cmap };

const known = new Map<string, readonly FileOnDisk[]>();

/** The files of the installed packages. They never change, so what was read of them is kept. */
export const fontsOnDisk = {
	listFiles: (family: FontFamily) => {
		const files = known.get(family.name) ?? listFiles(family);
		known.set(family.name, files);
		return files;
	},
} satisfies FontLibrary;

function listFiles(each: FontFamily): readonly FileOnDisk[] {
	const { name, packageName, variation = "normal" } = each;
	return listSubsets(each).map(({ subset, range, file }, index) => {
		const location = fontPath(packageName, file);
		const alias = `chatreel ${name} ${subset}`;
		return { alias, family: name, index, location, variation, ...readLater(location, range) };
	});
}

function listSubsets(family: FontFamily) {
	const { packageName, subsets, fileOf, extra = {} } = family;
	const ranges = isListed(family) ? unicodeRanges(packageName) : {};
	const listed = (subsets ?? Object.keys(ranges)).map((key) => [key, ranges[key] ?? ""] as const);
	return [...listed, ...Object.entries(extra)].map(([key, range]) => {
		// A numbered subset is listed as "[12]".
		const subset = key.replace(/^\[(\d+)\]$/, "$1");
		return { subset, range, file: fileOf(subset) };
	});
}

/** Whether the package's list of subsets must be read. */
function isListed({ subsets }: FontFamily): boolean {
	return subsets === null || subsets.length > 0;
}

/** Every file that a video may need, for the bundle. */
export function listFontFiles(): readonly {
	readonly packageName: string;
	/** The path within the package. */
	readonly file: string;
	readonly path: string;
}[] {
	return fontFamilies({ han: "jp", isUrdu: true }).flatMap((family) => {
		const { packageName, licence = "LICENSE" } = family;
		const ranges = isListed(family) ? ["unicode.json"] : [];
		const files = [licence, ...ranges, ...listSubsets(family).map(({ file }) => file)];
		return files.map((file) => ({ packageName, file, path: fontPath(packageName, file) }));
	});
}

function readLater(path: string, unicodeRange: string): Pick<FileOnDisk, "isFor" | "cmap"> {
	const intervals = once(() => parseUnicodeRange(unicodeRange));
	return {
		isFor: (codePoint) => isWithin(codePoint, intervals()),
		// Only the table stays in memory, not the file.
		cmap: once(() => readCmap(requireTable(openFontTables(readFileSync(path)), "cmap", path))),
	};
}

function requireTable(tables: FontTables, tag: string, path: string): Buffer {
	const table = tables(tag);
	if (table === undefined) throw new RangeError(`${path}: expected a ${tag} table`);
	return table;
}
