import { createFault, type Fault } from "./fault.ts";

type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: Fault };

const WORDS = { expected: "text", allowed: "UTF-8, or UTF-16 with a byte order mark" };

/**
 * Bytes of a file, of stdin or of a request → text without its byte order mark. The one place that decodes, so that the same bytes mean
 * the same everywhere. Bytes in no known encoding are a fault that names the first of them: a guess (such as Latin-1) would
 * silently put wrong letters into a video.
 */
export function decodeText(bytes: Uint8Array): Decoded {
	const mark = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
	if (mark === "fffe0000" || mark === "0000feff") return refuse("line 1", "UTF-32");
	if (mark.startsWith("fffe")) return decodeUtf16(bytes.subarray(2), true);
	if (mark.startsWith("feff")) return decodeUtf16(bytes.subarray(2), false);
	const body = mark.startsWith("efbbbf") ? bytes.subarray(3) : bytes;
	const invalid = findInvalid(body);
	if (invalid === null) return { ok: true, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(body) };
	const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(body.subarray(0, invalid));
	const received = `the byte 0x${(body[invalid] ?? 0).toString(16).toUpperCase().padStart(2, "0")}`;
	return refuse(
		formatPlaceAfter(before),
		invalid < 2 && body.includes(0) ? `${received} (UTF-16 without a mark?)` : received,
	);
}

function decodeUtf16(bytes: Uint8Array, isLittleEndian: boolean): Decoded {
	const text = new TextDecoder(isLittleEndian ? "utf-16le" : "utf-16be", { ignoreBOM: true }).decode(
		bytes.subarray(0, bytes.length - (bytes.length % 2)),
	);
	// The decoder turns half of a surrogate pair into U+FFFD. A U+FFFD in the input is a letter like any other.
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	for (let index = 0; index < text.length; index++) {
		const unit = view.getUint16(2 * index, isLittleEndian);
		const isHalf = unit !== text.charCodeAt(index);
		if (!isHalf && unit !== 0) continue;
		const code = `U+${unit.toString(16).toUpperCase().padStart(4, "0")}`;
		return refuse(formatPlaceAfter(text.slice(0, index)), isHalf ? `half a character, ${code}` : code);
	}
	if (bytes.length % 2 === 0) return { ok: true, text };
	return refuse(formatPlaceAfter(text), "half of a UTF-16 unit at the end");
}

/**
 * The index of the first byte that begins no well-formed sequence of UTF-8 (The Unicode Standard, table 3-7), or is zero. Text has no
 * zero byte; pictures, archives and UTF-16 without a mark have one early.
 */
function findInvalid(bytes: Uint8Array): number | null {
	for (let at = 0; at < bytes.length; ) {
		const lead = bytes[at] ?? 0;
		if (lead === 0) return at;
		const length =
			lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
		if (length === 0) return at;
		const [lowest, highest] = SECOND[lead] ?? [0x80, 0xbf];
		for (let next = 1; next < length; next++) {
			const byte = bytes[at + next] ?? 0;
			if (byte < (next === 1 ? lowest : 0x80) || byte > (next === 1 ? highest : 0xbf)) return at;
		}
		at += length;
	}
	return null;
}

/** Lead bytes whose second byte has narrower bounds: no overlong form, no surrogates, nothing above U+10FFFF. */
const SECOND: Readonly<Record<number, readonly [number, number]>> = {
	224: [0xa0, 0xbf],
	237: [0x80, 0x9f],
	240: [0x90, 0xbf],
	244: [0x80, 0x8f],
};

/** Line and column after a text, as a syntax fault gives them. */
function formatPlaceAfter(text: string): string {
	const lines = text.split(/\r\n|\r|\n/);
	return `line ${lines.length}, column ${[...(lines.at(-1) ?? "")].length + 1}`;
}

function refuse(place: string, received: string): Decoded {
	return { ok: false, fault: createFault([], { ...WORDS, received }, place) };
}
