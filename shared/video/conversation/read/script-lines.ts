import { createFault, type Fault, type Path } from "../../../core/fault.ts";

/** A line of a script, with the indented lines that go on with it. */
export type ScriptLine = {
	/** Without indentation and spaces at the ends, "\n" between the lines of the file. */
	readonly text: string;
	/** Whether an empty line or the start of the file is before it. */
	readonly isAfterGap: boolean;
	/** The lines of the file in `text`, by ascending offset. */
	readonly pieces: readonly Piece[];
};

type Piece = { readonly offset: number; readonly line: number; readonly column: number };

/** A place in a script: the fault of a value there names its line and column. */
export type Spot = { readonly line: ScriptLine; readonly offset: number };

/** Splits a script at its line ends. What all lines are indented by is no indentation. Leaves out empty lines. */
export function splitLines(source: string): readonly ScriptLine[] {
	const raw = source.split(/\r\n|\r|\n/);
	const indents = raw.map((text) => (text.trim() === "" ? Number.POSITIVE_INFINITY : indentOf(text)));
	const common = indents.reduce((least, indent) => Math.min(least, indent), Number.POSITIVE_INFINITY);
	const lines: ScriptLine[] = [];
	let open: Open | null = null;
	let gap = 0;
	for (const [index, text] of raw.entries()) {
		const indent = indents[index] ?? 0;
		if (indent === Number.POSITIVE_INFINITY) {
			gap += 1;
			continue;
		}
		if (open === null || indent <= common) {
			if (open !== null) lines.push(close(open));
			open = { texts: [], pieces: [], length: 0, isAfterGap: open === null || gap > 0 };
		} else {
			// Empty lines in a text are lines of it.
			for (let each = 0; each < gap; each++) add(open, "");
		}
		gap = 0;
		const trimmed = text.trim();
		open.pieces.push({ offset: open.length, line: index + 1, column: indent + 1 });
		add(open, trimmed);
	}
	if (open !== null) lines.push(close(open));
	return lines;
}

type Open = { texts: string[]; pieces: Piece[]; length: number; isAfterGap: boolean };

function add(open: Open, text: string): void {
	open.texts.push(text);
	open.length += text.length + 1;
}

function close({ texts, pieces, isAfterGap }: Open): ScriptLine {
	return { text: texts.join("\n"), isAfterGap, pieces };
}

/** In code points, all of which are single units where they are spaces. */
function indentOf(text: string): number {
	return text.length - text.trimStart().length;
}

/** Line and column of a place, as an editor counts them. */
export function findPosition({ line, offset }: Spot): { readonly line: number; readonly column: number } {
	const piece = line.pieces.findLast((each) => each.offset <= offset);
	if (piece === undefined) return { line: 1, column: 1 };
	const before = line.text.slice(piece.offset, offset);
	return { line: piece.line, column: piece.column + [...before].length };
}

export type FaultWords = { readonly expected: string; readonly allowed: string; readonly received: string };

/** A fault in a script. `path` is the place in the conversation, when there is one. */
export function createScriptFault(spot: Spot, words: FaultWords, path: Path = []): Fault {
	const { line, column } = findPosition(spot);
	return { ...createFault(path, words, `line ${line}, column ${column}`), line, column };
}
