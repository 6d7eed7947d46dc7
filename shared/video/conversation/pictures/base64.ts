const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Uint8Array(128);
for (const [value, letter] of [...ALPHABET].entries()) VALUES[letter.charCodeAt(0)] = value;

/** Decodes base64 (RFC 4648, section 4) that was checked: only its letters, with padding. */
export function decodeBase64(text: string): Uint8Array {
	const padding = text.length - text.replace(/=+$/, "").length;
	const bytes = new Uint8Array((text.length / 4) * 3 - padding);
	const valueAt = (at: number) => VALUES[text.charCodeAt(at)] ?? 0;
	for (let from = 0, to = 0; from < text.length; from += 4, to += 3) {
		const group =
			(valueAt(from) << 18) | (valueAt(from + 1) << 12) | (valueAt(from + 2) << 6) | valueAt(from + 3);
		// Beyond the end, where the padding was, a write is ignored.
		bytes[to] = group >> 16;
		bytes[to + 1] = group >> 8;
		bytes[to + 2] = group;
	}
	return bytes;
}
