const DELIMITERS = [",", ";", "\t"];

export type CsvForm = {
	readonly delimiter: string;
	/** The file's text from its header on, with line feeds as line ends. */
	readonly table: string;
	/** How many lines of the file stand before it. */
	readonly linesBefore: number;
};

/**
 * What divides the cells of a CSV file: what a first line `sep=;` says (Excel writes it), else the one with which the first row
 * holds most of the columns that are expected. Where none does, a comma, as RFC 4180 has it.
 */
export function csvDelimiter(text: string, columns: readonly string[]): CsvForm {
	const lines = text.replaceAll(/\r\n?/g, "\n");
	const named = /^"?sep=([^\n"])"?[^\S\n]*(?:\n|$)/i.exec(lines);
	if (named?.[1] !== undefined)
		return { delimiter: named[1], table: lines.slice(named[0].length), linesBefore: 1 };
	const header = /^.*\S.*$/m.exec(lines)?.[0] ?? "";
	const known = (delimiter: string) =>
		header.split(delimiter).filter((cell) => columns.includes(nameOf(cell))).length;
	const [best = ","] = DELIMITERS.toSorted((a, b) => known(b) - known(a));
	return { delimiter: best, table: lines, linesBefore: 0 };
}

const nameOf = (cell: string) => cell.replaceAll('"', "").trim().toLowerCase();

/** The line, from 1, of the quote that is opened and never closed; null where each is closed. */
export function openQuoteLine(table: string, delimiter: string): number | null {
	let line = 1;
	let openedAt: number | null = null;
	let isCellStart = true;
	for (let at = 0; at < table.length; at++) {
		const character = table[at];
		if (character === "\n") line += 1;
		if (openedAt !== null) {
			if (character !== '"') continue;
			if (table[at + 1] === '"') at += 1;
			else openedAt = null;
			continue;
		}
		if (character === '"' && isCellStart) openedAt = line;
		isCellStart = character === delimiter || character === "\n" || (isCellStart && character === " ");
	}
	return openedAt;
}
