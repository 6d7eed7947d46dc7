import type { ByteRange, Bytes } from "./bytes.ts";

/** 1 is upright, 2 to 4 are mirrored or turned by half, 5 to 8 by a quarter (Exif 2.32, tag 0x0112). */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATIONS: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

/** What precedes the data in JPEG, and in some WebP files. */
export const EXIF_PREFIX = "Exif\0\0";

const TAG = 0x0112;
/** The type of a 16-bit number. */
const SHORT = 3;
const ENTRY_BYTES = 12;

/** Reads the orientation in a range of TIFF data; 1 where it says none, or nonsense. */
export function readOrientation(bytes: Bytes, { from, to }: ByteRange): Orientation {
	if (to - from < 8) return 1;
	const order = bytes.text(from, 2);
	if (order !== "II" && order !== "MM") return 1;
	const isLittleEndian = order === "II";
	const directory = from + bytes.u32(from + 4, isLittleEndian);
	if (directory + 2 > to) return 1;
	const count = bytes.u16(directory, isLittleEndian);
	for (
		let at = directory + 2, entry = 0;
		entry < count && at + ENTRY_BYTES <= to;
		entry++, at += ENTRY_BYTES
	) {
		if (bytes.u16(at, isLittleEndian) !== TAG) continue;
		const value = bytes.u16(at + 2, isLittleEndian) === SHORT ? bytes.u16(at + 8, isLittleEndian) : 1;
		return ORIENTATIONS[value - 1] ?? 1;
	}
	return 1;
}
