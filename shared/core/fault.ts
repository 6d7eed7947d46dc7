import { ChatreelError } from "./errors.ts";

/** One error in an input, with its place. */
export type Fault = {
	/** JSON pointer (RFC 6901) from the root of the input; "" is the whole. */
	readonly pointer: string;
	/** The complete sentence: `messages[3].sender: expected a sender, allowed: "you", "them", received "me"`. */
	readonly message: string;
	readonly expected: string;
	readonly allowed: string;
	/** Shortened, quoted, and without characters that could disturb a terminal or a log. */
	readonly received: string;
	/** Where it is in a script, which is plain text: both count from 1, columns in code points. */
	readonly line?: number;
	readonly column?: number;
};

/** Bounds the answer, as the size of the input bounds the work. */
const FAULTS_LISTED = 500;

/** INVALID_INPUT for "conversation", "request" or another input, with `details: {faults, faultCount}`. */
export function createInputError(input: string, faults: readonly Fault[]): ChatreelError {
	const [first] = faults;
	const message =
		faults.length === 1
			? `The ${input} is not valid. ${first?.message}`
			: `The ${input} has ${faults.length} faults.`;
	const details = { faults: faults.slice(0, FAULTS_LISTED), faultCount: faults.length };
	return new ChatreelError("INVALID_INPUT", message, { details });
}

export type Path = readonly (string | number)[];

/** `place` begins the sentence; default: the path as code writes it. */
export function createFault(
	path: Path,
	words: { readonly expected: string; readonly allowed: string; readonly received: string },
	place: string = formatPath(path),
): Fault {
	const { expected, allowed, received } = words;
	const message = `${place}: expected ${expected}, allowed: ${allowed}, received ${received}`;
	return { pointer: toPointer(path), message, expected, allowed, received };
}

/** Escapes "~" and "/" (RFC 6901, section 3). */
export function toPointer(path: Path): string {
	return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** For example `messages[3].sender`; quotes a key that is not a plain word. */
export function formatPath(path: Path): string {
	if (path.length === 0) return "the conversation";
	const parts = path.map((key) => {
		if (typeof key === "number") return `[${key}]`;
		return /^[\w$]{1,40}$/.test(key) ? `.${key}` : `[${quote(key)}]`;
	});
	return parts.join("").replace(/^\./, "");
}

/** A received value for a message: a scalar itself, a list or object by kind. */
export function describe(value: unknown): string {
	if (value === undefined) return "nothing";
	if (typeof value === "string") return quote(value);
	if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
	if (typeof value === "object" && value !== null) return "an object";
	return String(value);
}

const QUOTED_CHARACTERS = 40;

/** Quotes a text, cuts it after 40 code points, and escapes control, format and separator characters. */
export function quote(text: string): string {
	// A code point takes at most two units: the rest of a long text need not be split.
	const characters = [...text.slice(0, 2 * QUOTED_CHARACTERS + 2)];
	const isCut = characters.length > QUOTED_CHARACTERS;
	const start = characters.slice(0, QUOTED_CHARACTERS).join("");
	return `${JSON.stringify(start).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeCharacter)}${isCut ? "…" : ""}`;
}

function escapeCharacter(character: string): string {
	return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
