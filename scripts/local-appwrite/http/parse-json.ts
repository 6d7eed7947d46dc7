/** As deep as PHP's `json_decode` goes. Deeper values end whoever walks through them. */
const MAX_DEPTH = 512;

/** The object or list that a text in JSON is; null where it is neither, no JSON, or too deep. */
export function parseJsonRecord(text: string): Readonly<Record<string, unknown>> | null {
	if (!isShallow(text)) return null;
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
	} catch {
		return null;
	}
}

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
