import { readFileSync } from "node:fs";
import { type Cmap, readCmap } from "./cmap.ts";
import { type FontFamily, fontFamilies, type HanStyle } from "./font-catalogue.ts";
import { fontPath, unicodeRanges } from "./font-place.ts";
import { type FontTables, openFontTables } from "./font-tables.ts";

/** One file of a family, and what its own tables say of it; they are read when first asked for. */
export type FontFile = {
	/** The family it is registered as: a name of its own, so that files of one family do not hide each other. */
	readonly alias: string;
	/** The name of its family, and its place among the family's files. */
	readonly family: string;
	readonly index: number;
	readonly path: string;
	/** Whether the package means it for a code point; saves reading files that cannot have it. */
	readonly isFor: (codePoint: number) => boolean;
	readonly cmap: () => Cmap;
};

/** The families in the order of the stack, each with its files in the order in which they are tried. */
export function fileFamilies(hanStyle: HanStyle): readonly (() => readonly FontFile[])[] {
	return fontFamilies(hanStyle).map((family) => () => filesOf(family));
}

/** What is known of the files on disk, which never change: belongs to the registered fonts. */
const known = new Map<string, readonly FontFile[]>();

function filesOf(family: FontFamily): readonly FontFile[] {
	const files = known.get(family.name) ?? listFiles(family);
	known.set(family.name, files);
	return files;
}

function listFiles({ name, packageName, suffix, subsets, extra = {} }: FontFamily): readonly FontFile[] {
	const ranges = unicodeRanges(packageName);
	const used = (subsets ?? Object.keys(ranges)).map((subset) => [subset, ranges[subset] ?? ""] as const);
	return [...used, ...Object.entries(extra)].map(([key, range], index) => {
		// A numbered subset is listed as "[12]".
		const subset = key.replace(/^\[(\d+)\]$/, "$1");
		const path = fontPath(packageName, `files/${name}-${subset}-${suffix}`);
		return { alias: `chatreel ${name} ${subset}`, family: name, index, path, ...readLater(path, range) };
	});
}

function readLater(path: string, unicodeRange: string): Pick<FontFile, "isFor" | "cmap"> {
	const intervals = once(() => parseUnicodeRange(unicodeRange));
	const tables = once(() => openFontTables(readFileSync(path)));
	return {
		isFor: (codePoint) => intervals().some(([first, last]) => codePoint >= first && codePoint <= last),
		cmap: once(() => readCmap(requireTable(tables(), "cmap", path))),
	};
}

/** The inclusive intervals of a CSS `unicode-range`, e.g. `U+0-7F,U+2022`. */
function parseUnicodeRange(range: string): readonly (readonly [number, number])[] {
	return range.split(",").map((part) => {
		const [first = "", last = first] = part.trim().slice(2).split("-");
		return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
	});
}

function requireTable(tables: FontTables, tag: string, path: string): Buffer {
	const table = tables(tag);
	if (table === undefined) throw new RangeError(`${path}: expected a ${tag} table`);
	return table;
}

function once<Value>(make: () => Value): () => Value {
	let made: { readonly value: Value } | undefined;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}
