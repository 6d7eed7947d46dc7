// Portable Network Graphics (Third Edition), W3C 2025: sections 5.2 "PNG signature", 5.3 "Chunk layout" and 11 "Chunk specifications".

import type { ByteRange, Bytes } from "./bytes.ts";
import { type Orientation, readOrientation } from "./exif.ts";
import type { StoredPicture } from "./stored-picture.ts";

const SIGNATURE = "\x89PNG\r\n\x1a\n";
/** Of a chunk: its length and type before the data, a checksum after it. */
const HEAD_BYTES = 8;
const CHECKSUM_BYTES = 4;
const HEADER_BYTES = 13;
/** Colour types with alpha have this bit. */
const ALPHA = 4;

export const isPng = (bytes: Bytes) => bytes.text(0, SIGNATURE.length) === SIGNATURE;

export function readPng(bytes: Bytes): StoredPicture | "cut off" | "damaged" | "animated" {
	let at = SIGNATURE.length;
	if (at + HEAD_BYTES + HEADER_BYTES + CHECKSUM_BYTES > bytes.length) return "cut off";
	if (bytes.u32(at) !== HEADER_BYTES || bytes.text(at + 4, 4) !== "IHDR") return "damaged";
	const storedWidthPx = bytes.u32(at + 8);
	const storedHeightPx = bytes.u32(at + 12);
	let hasAlpha = (bytes.u8(at + 17) & ALPHA) !== 0;
	let hasData = false;
	let orientation: Orientation = 1;
	const exif: ByteRange[] = [];
	while (at + HEAD_BYTES + CHECKSUM_BYTES <= bytes.length) {
		const type = bytes.text(at + 4, 4);
		const data = { from: at + HEAD_BYTES, to: at + HEAD_BYTES + bytes.u32(at) };
		const end = data.to + CHECKSUM_BYTES;
		if (end > bytes.length) return "cut off";
		if (type === "acTL") return "animated";
		if (type === "IDAT") hasData = true;
		if (type === "tRNS") hasAlpha = true;
		if (type === "eXIf") {
			if (exif.length === 0) orientation = readOrientation(bytes, data);
			exif.push({ from: at, to: end });
		}
		if (type === "IEND")
			return hasData ? { storedWidthPx, storedHeightPx, orientation, hasAlpha, exif } : "damaged";
		at = end;
	}
	return "cut off";
}
