import { quote } from "../../core/fault.ts";

/** The place at which a text stops being JSON. Lines and columns count from 1, columns in code points. */
export type SyntaxFault = {
	readonly line: number;
	readonly column: number;
	readonly expected: string;
	readonly received: string;
};

type Stop = { readonly offset: number; readonly expected: string };
type State = "value" | "value or ]" | "key" | "key or }" | "colon" | "after value";

/**
 * Finds the first place at which a text breaks the grammar of RFC 8259 or nests too deeply; null for valid JSON. (`JSON.parse` gives the
 * place in its message only, not for every fault, and each engine words it differently.)
 */
export function findSyntaxFault(text: string): SyntaxFault | null {
	const stop = findStop(text);
	if (stop === null) return null;
	const before = text.slice(0, stop.offset).split(/\r\n|\r|\n/);
	const rest = text.slice(stop.offset);
	return {
		line: before.length,
		column: [...(before.at(-1) ?? "")].length + 1,
		expected: stop.expected,
		received: rest === "" ? "the end of the text" : quote(nextWord(rest)),
	};
}

/** The value of a JSON text; null when `findSyntaxFault` finds a fault. */
export function parseJson(text: string): unknown {
	return findSyntaxFault(text) === null ? JSON.parse(text) : null;
}

/** Deeper than any sensible input. Deeper values would overflow the stack of `JSON.stringify` and of our own code. */
const DEEPEST = 100;

/** Each iteration takes one token. `open` holds the open objects and lists, so that depth costs no stack. */
function findStop(text: string): Stop | null {
	const open: ("}" | "]")[] = [];
	let state: State = "value";
	let offset = 0;
	for (;;) {
		offset = skip(SPACE, text, offset);
		const next = text[offset];
		const close = open.at(-1);
		if (state === "after value" && close === undefined) {
			return next === undefined ? null : { offset, expected: "the end of the text" };
		}
		const mayClose = state === "after value" || state === "value or ]" || state === "key or }";
		if (mayClose && next !== undefined && next === close) {
			open.pop();
			state = "after value";
			offset++;
		} else if (state === "after value") {
			if (next !== ",") return { offset, expected: `"," or "${close}"` };
			state = close === "}" ? "key" : "value";
			offset++;
		} else if (state === "colon") {
			if (next !== ":") return { offset, expected: `":" after the name of a field` };
			state = "value";
			offset++;
		} else if (state === "key" || state === "key or }") {
			if (next !== '"') return { offset, expected: "the name of a field in double quotes" };
			const end = endOfString(text, offset);
			if (typeof end === "object") return end;
			state = "colon";
			offset = end;
		} else if (next === "{" || next === "[") {
			if (open.length === DEEPEST)
				return { offset, expected: `at most ${DEEPEST} objects and lists in one another` };
			open.push(next === "{" ? "}" : "]");
			state = next === "{" ? "key or }" : "value or ]";
			offset++;
		} else {
			const end = next === '"' ? endOfString(text, offset) : skip(SCALAR, text, offset);
			if (typeof end === "object") return end;
			if (end === offset) return { offset, expected: "a value" };
			state = "after value";
			offset = end;
		}
	}
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** The offset behind the sticky pattern's match at `offset`, or `offset` when it does not match. */
function skip(pattern: RegExp, text: string, offset: number): number {
	pattern.lastIndex = offset;
	return offset + (pattern.exec(text)?.[0].length ?? 0);
}

function endOfString(text: string, start: number): number | Stop {
	let offset = start + 1;
	while (offset < text.length) {
		const character = text.charAt(offset);
		if (character === '"') return offset + 1;
		if (character < " ")
			return { offset, expected: "a closing quote before the end of the line, or an escape such as \\n" };
		const end = character === "\\" ? skip(ESCAPE, text, offset) : offset + 1;
		if (end === offset)
			return { offset, expected: 'an escape: \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u and four digits' };
		offset = end;
	}
	return { offset, expected: "a closing quote" };
}

/** The word or character at which the text stops being JSON. */
function nextWord(rest: string): string {
	return /^[\w.+-]{1,20}/.exec(rest)?.[0] ?? [...rest.slice(0, 2)][0] ?? "";
}
