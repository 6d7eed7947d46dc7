const BAR_WIDTH = 28;
/** A narrower bar shows nothing. */
const LEAST_BAR_WIDTH = 6;

/** Characters that a line may have: one less than the terminal's columns, because some break a line that is full. */
export function lineWidth({ columns }: { readonly columns?: number | undefined }): number {
	return Math.max(1, (columns === undefined || columns < 1 ? 80 : columns) - 1);
}

/** A name, a bar and a few words in one line. Where it is narrow, the bar is shortened, then left out, then the end is cut. */
export function barLine(
	name: string,
	share: number,
	words: string,
	width: number,
	barWidth = BAR_WIDTH,
): string {
	const start = name === "" ? "" : `${name} `;
	const room = Math.min(barWidth, width - start.length - words.length - 1);
	if (room < LEAST_BAR_WIDTH) return cutLine(`${start}${words}`, width);
	const filled = Math.round(Math.max(0, Math.min(1, share)) * room);
	return `${start}${"█".repeat(filled)}${"░".repeat(room - filled)} ${words}`;
}

/** By code points: names hold no control characters. A wide character may still break a line, which the next drawing mends. */
export function cutLine(line: string, width: number): string {
	const characters = [...line];
	return characters.length <= width ? line : `${characters.slice(0, width - 1).join("")}…`;
}
