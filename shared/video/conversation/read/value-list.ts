/** A piece of a list or of words, and where it begins. */
export type Piece = { readonly text: string; readonly offset: number };

/** Splits at commas, but for those in double quotes and in data URLs. `offset` is where `raw` begins. */
export function splitList(raw: string, offset: number): readonly Piece[] {
	const pieces: Piece[] = [];
	let start = 0;
	let at = 0;
	const end = () => {
		const piece = trimPiece({ text: raw.slice(start, at), offset: offset + start });
		if (piece.text !== "") pieces.push(piece);
		start = at + 1;
	};
	while (at < raw.length) {
		const isWordStart = at === start || /\s/.test(raw[at - 1] ?? "");
		if (isWordStart && raw[at] === '"') at = endOfQuotes(raw, at);
		else if (isWordStart && raw.startsWith("data:", at)) at = endOfDataUrl(raw, at);
		else {
			if (raw[at] === ",") end();
			at += 1;
		}
	}
	end();
	return pieces;
}

/** Splits at white space, but for that in double quotes. */
export function splitWords(raw: string, offset: number): readonly Piece[] {
	const words: Piece[] = [];
	let at = 0;
	while (at < raw.length) {
		const start = at;
		if (/\s/.test(raw[at] ?? "")) {
			at += 1;
			continue;
		}
		if (raw[at] === '"') at = endOfQuotes(raw, at);
		while (at < raw.length && !/\s/.test(raw[at] ?? "")) at += 1;
		words.push({ text: raw.slice(start, at), offset: offset + start });
	}
	return words;
}

/** The offset behind the quotes that open at `start`; quotes that nobody closes are a character like any other. */
export function endOfQuotes(raw: string, start: number): number {
	for (let at = start + 1; at < raw.length; at++) {
		if (raw[at] === "\\") at += 1;
		else if (raw[at] === '"') return at + 1;
	}
	return start + 1;
}

/** Only the first comma is its own. */
function endOfDataUrl(raw: string, start: number): number {
	const length = /^[^,\s]*,?[^,\s]*/.exec(raw.slice(start))?.[0].length ?? 1;
	return start + length;
}

export function trimPiece({ text, offset }: Piece): Piece {
	return { text: text.trim(), offset: offset + text.length - text.trimStart().length };
}
