import { once } from "../../../shared/core/once.ts";
import type { FontFile, FontLibrary } from "../../../shared/video/text/font-library.ts";
import { isWithin, parseUnicodeRange } from "../../../shared/video/text/unicode-range.ts";

/** The files of each family, by its name, as JSON. */
export type FontIndex = Readonly<Record<string, readonly IndexedFile[]>>;

export type IndexedFile = Pick<FontFile, "alias" | "location" | "variation"> & {
	/** The code points that it is meant for, and all that it has, as CSS `unicode-range`s. */
	readonly isFor: string;
	readonly has: string;
};

/** The fonts of an index, which whoever serves the page has made. */
export function createPageFonts(index: FontIndex): FontLibrary {
	const families = new Map(
		Object.entries(index).map(([family, files]) => [
			family,
			files.map((file, place): FontFile => {
				const meant = once(() => parseUnicodeRange(file.isFor));
				const all = once(() => parseUnicodeRange(file.has));
				return {
					...{ alias: file.alias, location: file.location, variation: file.variation },
					...{ family, index: place },
					isFor: (codePoint) => isWithin(codePoint, meant()),
					cmap: () => ({ has: (codePoint) => isWithin(codePoint, all()) }),
				};
			}),
		]),
	);
	return { listFiles: ({ name }) => families.get(name) ?? [] };
}
