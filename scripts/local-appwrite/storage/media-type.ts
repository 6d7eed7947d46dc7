/** The part of a file that is looked at. */
export const HEAD_BYTES = 4096;

const FTYP_TYPES = new Map(
	Object.entries({
		"qt  ": "video/quicktime",
		"M4A ": "audio/x-m4a",
		heic: "image/heic",
		avif: "image/avif",
	}),
);

const SIGNATURES: readonly (readonly [type: string, at: number, bytes: string])[] = [
	["image/png", 0, "\x89PNG\r\n\x1a\n"],
	["image/jpeg", 0, "\xff\xd8\xff"],
	["image/gif", 0, "GIF8"],
	["image/webp", 8, "WEBP"],
	["audio/x-wav", 8, "WAVE"],
	["application/pdf", 0, "%PDF-"],
	["application/zip", 0, "PK\x03\x04"],
	["application/gzip", 0, "\x1f\x8b"],
];

/**
 * What a file is by its first bytes: the real server asks PHP's finfo, and looks neither at the name nor at what the client says. Of
 * finfo's thousands of kinds these are the ones that are stored here; the rest is text or bytes.
 */
export function detectMediaType(head: Buffer): string {
	if (head.length === 0) return "application/x-empty";
	const text = head.toString("latin1");
	if (text.startsWith("ftyp", 4)) return FTYP_TYPES.get(text.slice(8, 12)) ?? "video/mp4";
	const found = SIGNATURES.find(([, at, bytes]) => text.startsWith(bytes, at));
	if (found !== undefined) return found[0];
	if (!isText(head)) return "application/octet-stream";
	return isJson(head) ? "application/json" : "text/plain";
}

/** UTF-8 without control characters other than white space. A character may be cut off where the head ends. */
function isText(head: Buffer): boolean {
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(head, {
			stream: head.length === HEAD_BYTES,
		});
		// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
		return !/[\x00-\x06\x0e-\x1a\x1c-\x1f]/.test(text);
	} catch {
		return false;
	}
}

/** Of a file that is longer than its head, only that it begins like JSON. */
function isJson(head: Buffer): boolean {
	const text = head.toString().trimStart();
	if (!/^[{[]/.test(text)) return false;
	if (head.length === HEAD_BYTES) return /^(\{\s*"|\[)/.test(text);
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
