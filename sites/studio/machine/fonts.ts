import { once } from "../../../shared/core/once.ts";
import type { FontFile, FontLibrary } from "../../../shared/video/text/font-library.ts";
import { isWithin } from "../../../shared/video/text/unicode-range.ts";

/** The files of each family, by its name, as JSON. */
export type FontIndex = Readonly<Record<string, readonly IndexedFile[]>>;

export type IndexedFile = Pick<FontFile, "alias" | "location" | "variation"> & {
	/** All code points that it has, as `readRuns` reads them. */
	readonly has: string;
	/** Those of them that it is not meant for. Default: none. */
	readonly beside?: string;
};

/** The fonts of the index that the server of the page made (scripts/build/studio-fonts.ts). */
export function createPageFonts(index: FontIndex): FontLibrary {
	const families = new Map(
		Object.entries(index).map(([family, files]) => [
			family,
			files.map((file, place): FontFile => {
				const all = once(() => readRuns(file.has));
				const beside = once(() => readRuns(file.beside ?? ""));
				const has = (codePoint: number) => isWithin(codePoint, all());
				return {
					...{ alias: file.alias, location: file.location, variation: file.variation },
					...{ family, index: place },
					isFor: (codePoint) => has(codePoint) && !isWithin(codePoint, beside()),
					cmap: () => ({ has }),
				};
			}),
		]),
	);
	return { listFiles: ({ name }) => families.get(name) ?? [] };
}

/**
 * Runs of code points, ascending: of each how far its first is from the last before, and how many follow it, in base 36. As CSS
 * `unicode-range`s the index of all fonts would be four times as large.
 */
function readRuns(text: string): readonly (readonly [first: number, last: number])[] {
	let before = 0;
	return text.split(" ").flatMap((run) => {
		if (run === "") return [];
		const [gap = "", more = "0"] = run.split("-");
		const first = before + Number.parseInt(gap, 36);
		before = first + Number.parseInt(more, 36);
		return [[first, before] as const];
	});
}
