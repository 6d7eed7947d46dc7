// WebP: RFC 9649, section 2 "WebP container specification"; the frame of VP8: RFC 6386, section 9.1.

import type { ByteRange, Bytes } from "./bytes.ts";
import { EXIF_PREFIX, type Orientation, readOrientation } from "./exif.ts";
import type { StoredPicture } from "./stored-picture.ts";

/** Of a chunk: its type and length. Data of an odd length is followed by a byte of padding. */
const HEAD_BYTES = 8;
/** `RIFF`, the length of what follows, and `WEBP`. */
const RIFF_BYTES = 12;
const EXTENDED_BYTES = 10;
const ANIMATION_FLAG = 0x02;
const ALPHA_FLAG = 0x10;

export const isWebp = (bytes: Bytes) => bytes.text(0, 4) === "RIFF" && bytes.text(8, 4) === "WEBP";

type Frame = Pick<StoredPicture, "storedWidthPx" | "storedHeightPx" | "hasAlpha">;

export function readWebp(bytes: Bytes): StoredPicture | "cut off" | "damaged" | "animated" {
	if (bytes.length < RIFF_BYTES) return "cut off";
	const fileEnd = HEAD_BYTES + bytes.u32(4, true);
	if (fileEnd > bytes.length) return "cut off";
	let canvas: Frame | null = null;
	let frame: Frame | null = null;
	let orientation: Orientation = 1;
	const exif: ByteRange[] = [];
	for (let at = RIFF_BYTES; at + HEAD_BYTES <= fileEnd; ) {
		const type = bytes.text(at, 4);
		const length = bytes.u32(at + 4, true);
		const data = { from: at + HEAD_BYTES, to: at + HEAD_BYTES + length };
		if (data.to > fileEnd) return "cut off";
		if (type === "ANIM" || type === "ANMF") return "animated";
		if (type === "VP8X" && canvas === null) {
			if (length < EXTENDED_BYTES) return "damaged";
			if ((bytes.u8(data.from) & ANIMATION_FLAG) !== 0) return "animated";
			canvas = readCanvas(bytes, data.from);
		}
		if ((type === "VP8 " || type === "VP8L") && frame === null) {
			frame = type === "VP8 " ? readLossy(bytes, data) : readLossless(bytes, data);
			if (frame === null) return "damaged";
		}
		if (type === "EXIF") {
			const hasPrefix = bytes.text(data.from, Math.min(length, EXIF_PREFIX.length)) === EXIF_PREFIX;
			const from = data.from + (hasPrefix ? EXIF_PREFIX.length : 0);
			if (exif.length === 0) orientation = readOrientation(bytes, { ...data, from });
			exif.push({ from: at, to: Math.min(data.to + (length % 2), fileEnd) });
		}
		at = data.to + (length % 2);
	}
	if (frame === null) return "cut off";
	return isSameSize(canvas ?? frame, frame)
		? { ...frame, hasAlpha: frame.hasAlpha || (canvas?.hasAlpha ?? false), orientation, exif }
		: "damaged";
}

function readCanvas(bytes: Bytes, at: number): Frame {
	return {
		storedWidthPx: 1 + bytes.u24(at + 4),
		storedHeightPx: 1 + bytes.u24(at + 7),
		hasAlpha: (bytes.u8(at) & ALPHA_FLAG) !== 0,
	};
}

/** Sides have 14 bits; two more say how to scale, which decoders ignore. */
function readLossy(bytes: Bytes, { from, to }: ByteRange): Frame | null {
	if (to - from < 10 || (bytes.u8(from) & 1) !== 0 || bytes.text(from + 3, 3) !== "\x9d\x01\x2a") return null;
	return {
		storedWidthPx: bytes.u16(from + 6, true) & 0x3fff,
		storedHeightPx: bytes.u16(from + 8, true) & 0x3fff,
		hasAlpha: false,
	};
}

function readLossless(bytes: Bytes, { from, to }: ByteRange): Frame | null {
	if (to - from < 5 || bytes.u8(from) !== 0x2f) return null;
	const bits = bytes.u32(from + 1, true);
	return {
		storedWidthPx: 1 + (bits & 0x3fff),
		storedHeightPx: 1 + ((bits >>> 14) & 0x3fff),
		hasAlpha: ((bits >>> 28) & 1) === 1,
	};
}

function isSameSize(one: Frame, other: Frame): boolean {
	return one.storedWidthPx === other.storedWidthPx && one.storedHeightPx === other.storedHeightPx;
}
