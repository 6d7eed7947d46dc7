import { basename } from "node:path";
import { fontsOnDisk } from "../../shared/video/node/fonts/font-files.ts";
import { fontFamilies } from "../../shared/video/text/font-catalogue.ts";
import type { FontIndex, IndexedFile } from "../../sites/studio/machine/fonts.ts";

/** An index of this machine's fonts for a page, and where on disk each location is. */
export function indexFonts(): {
	readonly index: FontIndex;
	readonly paths: ReadonlyMap<string, string>;
} {
	const paths = new Map<string, string>();
	const families = fontFamilies({ han: "jp", isUrdu: true }).map(({ name, ...family }) => {
		const files = fontsOnDisk.listFiles({ name, ...family }).map((file): IndexedFile => {
			const { alias, variation } = file;
			// With its ending, by which a host of files tells what it is.
			const location = `/fonts/${basename(file.location)}`;
			paths.set(location, file.location);
			const codePoints = [...file.cmap().keys()].sort((a, b) => a - b);
			const beside = codePoints.filter((codePoint) => !file.isFor(codePoint));
			return {
				alias,
				variation,
				location,
				has: writeRuns(codePoints),
				...(beside.length > 0 && { beside: writeRuns(beside) }),
			};
		});
		return [name, files] as const;
	});
	return { index: Object.fromEntries(families), paths };
}

/** Ascending code points as `readRuns` of the studio reads them. */
function writeRuns(codePoints: readonly number[]): string {
	const runs: [first: number, last: number][] = [];
	for (const codePoint of codePoints) {
		const run = runs.at(-1);
		if (run !== undefined && run[1] === codePoint - 1) run[1] = codePoint;
		else runs.push([codePoint, codePoint]);
	}
	return runs
		.map(([first, last], at) => {
			const gap = (first - (runs[at - 1]?.[1] ?? 0)).toString(36);
			return first === last ? gap : `${gap}-${(last - first).toString(36)}`;
		})
		.join(" ");
}
