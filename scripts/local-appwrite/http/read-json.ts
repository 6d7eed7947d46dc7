export type Json = Readonly<Record<string, unknown>>;

/** As deep as PHP's `json_decode` goes. Deeper values overflow the stack of any code that walks them. */
const MAX_DEPTH = 512;

/** The object or list that a text in JSON is; null when it is neither, no JSON, or too deep. */
export function parseJson(text: string): Json | null {
	if (!isShallow(text)) return null;
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null ? (value as Json) : null;
	} catch {
		return null;
	}
}

/** The value itself when it is an object or a list, else {}. */
export const recordIn = (value: unknown): Json =>
	typeof value === "object" && value !== null ? (value as Json) : {};

/** The texts of a list; none when it is no list. */
export const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function isShallow(text: string): boolean {
	let depth = 0;
	let isInString = false;
	for (let index = 0; index < text.length; index += 1) {
		switch (text.charCodeAt(index)) {
			case QUOTE:
				isInString = !isInString;
				break;
			case BACKSLASH:
				index += 1;
				break;
			case OPEN_BRACKET:
			case OPEN_BRACE:
				if (!isInString) depth += 1;
				if (depth > MAX_DEPTH) return false;
				break;
			case CLOSE_BRACKET:
			case CLOSE_BRACE:
				if (!isInString) depth -= 1;
		}
	}
	return true;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
