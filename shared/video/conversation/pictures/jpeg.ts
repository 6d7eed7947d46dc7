// JPEG, ITU-T T.81: annex B, "Compressed data formats". EXIF data is an APP1 segment (Exif 2.32, section 4.7.2).

import type { ByteRange, Bytes } from "./bytes.ts";
import { EXIF_PREFIX, type Orientation, readOrientation } from "./exif.ts";
import type { StoredPicture } from "./stored-picture.ts";

const MARKER = 0xff;
const START = 0xd8;
const END = 0xd9;
const START_OF_SCAN = 0xda;
const APP1 = 0xe1;
/** Baseline, extended sequential and progressive, all with Huffman codes. */
const READ_FRAMES = [0xc0, 0xc1, 0xc2];
/** Markers of frames, but for these three in their range: DHT, JPG and DAC. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Markers without a length: TEM, and RST0 to RST7. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

export const isJpeg = (bytes: Bytes) =>
	bytes.length > 2 && bytes.u8(0) === MARKER && bytes.u8(1) === START && bytes.u8(2) === MARKER;

type Frame = Pick<StoredPicture, "storedWidthPx" | "storedHeightPx">;

export function readJpeg(bytes: Bytes): StoredPicture | "cut off" | "damaged" | "CMYK" | "rare coding" {
	let frame: Frame | null = null;
	let orientation: Orientation = 1;
	const exif: ByteRange[] = [];
	let at = 2;
	while (at + 4 <= bytes.length) {
		if (bytes.u8(at) !== MARKER) return "damaged";
		const marker = bytes.u8(at + 1);
		// Any number of these may stand before a marker.
		if (marker === MARKER) at += 1;
		else if (isBare(marker)) at += 2;
		else {
			const end = at + 2 + bytes.u16(at + 2);
			if (end < at + 4) return "damaged";
			if (end > bytes.length) return "cut off";
			if (marker === START_OF_SCAN) {
				if (frame === null) return "damaged";
				return hasEnd(bytes, end) ? { ...frame, orientation, hasAlpha: false, exif } : "cut off";
			}
			if (isFrame(marker)) {
				const read = readFrame(bytes, at, end);
				if (frame !== null || typeof read === "string") return typeof read === "string" ? read : "damaged";
				frame = read;
			}
			const dataAt = at + 4 + EXIF_PREFIX.length;
			if (marker === APP1 && dataAt <= end && bytes.text(at + 4, EXIF_PREFIX.length) === EXIF_PREFIX) {
				if (exif.length === 0) orientation = readOrientation(bytes, { from: dataAt, to: end });
				exif.push({ from: at, to: end });
			}
			at = end;
		}
	}
	return "cut off";
}

function readFrame(bytes: Bytes, at: number, end: number): Frame | "damaged" | "CMYK" | "rare coding" {
	if (end < at + 10) return "damaged";
	if (!READ_FRAMES.includes(bytes.u8(at + 1)) || bytes.u8(at + 4) !== 8) return "rare coding";
	const components = bytes.u8(at + 9);
	if (components === 4) return "CMYK";
	if (components !== 1 && components !== 3) return "damaged";
	return { storedHeightPx: bytes.u16(at + 5), storedWidthPx: bytes.u16(at + 7) };
}

/** From the back, because cameras append previews and films. */
function hasEnd(bytes: Bytes, from: number): boolean {
	for (let at = bytes.length - 2; at >= from; at--)
		if (bytes.u8(at + 1) === END && bytes.u8(at) === MARKER) return true;
	return false;
}
