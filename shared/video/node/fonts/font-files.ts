import { readFileSync } from "node:fs";
import { once } from "../../../core/once.ts";
import { type FontFamily, fontFamilies, type ScriptStyles } from "../../text/font-catalogue.ts";
import { fontPath, unicodeRanges } from "./font-place.ts";
import { type Cmap, type FontTables, openFontTables, readCmap } from "./font-tables.ts";

/** One file of a family. Its own tables are read on demand. */
export type FontFile = {
	/** The name it is registered under: one of its own, so that files of one family do not hide each other. */
	readonly alias: string;
	/** The name of its family, and its index among the family's files. */
	readonly family: string;
	readonly index: number;
	readonly path: string;
	/** The `fontVariationSettings` to draw it with; "normal" for almost all. */
	readonly variation: string;
	/** Whether the package lists a code point for this file. Saves reading files that cannot have it. */
	readonly isFor: (codePoint: number) => boolean;
	readonly cmap: () => Cmap;
};

/** A family with its files, which are listed on demand. */
export type FileFamily = {
	readonly name: string;
	/** False for a family of one script alone. */
	readonly isForAll: boolean;
	/** Whether it may have a text's letters, judged by their scripts. */
	readonly mayHave: (text: string) => boolean;
	/** In the order in which they are tried. */
	readonly files: () => readonly FontFile[];
};

/** The families in the order of the stack. */
export function fileFamilies(styles: ScriptStyles): readonly FileFamily[] {
	return fontFamilies(styles).map((family) => ({
		name: family.name,
		isForAll: family.script === undefined,
		mayHave: mayHave(family),
		files: () => findFiles(family),
	}));
}

function mayHave({ script }: FontFamily): (text: string) => boolean {
	if (script === undefined) return () => true;
	const letters = once(() => new RegExp(`\\p{Script_Extensions=${script}}`, "u"));
	return (text) => letters().test(text);
}

/** The families of the files on disk, which never change. */
const known = new Map<string, readonly FontFile[]>();

function findFiles(family: FontFamily): readonly FontFile[] {
	const files = known.get(family.name) ?? listFiles(family);
	known.set(family.name, files);
	return files;
}

function listFiles(each: FontFamily): readonly FontFile[] {
	const { name, packageName, variation = "normal" } = each;
	return listSubsets(each).map(({ subset, range, file }, index) => {
		const path = fontPath(packageName, file);
		const alias = `chatreel ${name} ${subset}`;
		return { alias, family: name, index, path, variation, ...readLater(path, range) };
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

function readLater(path: string, unicodeRange: string): Pick<FontFile, "isFor" | "cmap"> {
	const intervals = once(() => parseUnicodeRange(unicodeRange));
	return {
		isFor: (codePoint) => isWithin(codePoint, intervals()),
		// Only the table stays in memory, not the file.
		cmap: once(() => readCmap(requireTable(openFontTables(readFileSync(path)), "cmap", path))),
	};
}

/** Inclusive. */
type Interval = readonly [first: number, last: number];

/** The intervals of a CSS `unicode-range`, e.g. `U+0-7F,U+2022`, ascending. They do not overlap. */
function parseUnicodeRange(range: string): readonly Interval[] {
	const intervals = range.split(",").map((part): Interval => {
		const [first = "", last = first] = part.trim().slice(2).split("-");
		return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
	});
	return intervals.sort(([a], [b]) => a - b);
}

/** A file of Han has a hundred intervals, and a rare letter is looked for in 350 files. */
function isWithin(codePoint: number, intervals: readonly Interval[]): boolean {
	let [from, to] = [0, intervals.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		const [first, last] = intervals[middle] as Interval;
		if (codePoint < first) to = middle;
		else if (codePoint > last) from = middle + 1;
		else return true;
	}
	return false;
}

function requireTable(tables: FontTables, tag: string, path: string): Buffer {
	const table = tables(tag);
	if (table === undefined) throw new RangeError(`${path}: expected a ${tag} table`);
	return table;
}
