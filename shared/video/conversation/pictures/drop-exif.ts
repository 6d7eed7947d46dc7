import type { PictureHeader } from "./picture-header.ts";

/**
 * A copy of a picture's file without its EXIF data. Decoders do not agree in which formats they turn a picture by it (Skia: JPEG and
 * WebP; Chromium: JPEG and PNG), so none is asked to.
 */
export function dropExif(
	bytes: Uint8Array,
	{ kind, exif }: Pick<PictureHeader, "kind" | "exif">,
): Uint8Array {
	if (exif.length === 0) return bytes;
	const starts = [0, ...exif.map(({ to }) => to)];
	const kept = starts.map((from, index) => bytes.subarray(from, exif[index]?.from));
	const result = new Uint8Array(kept.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of kept) {
		result.set(part, at);
		at += part.length;
	}
	if (kind === "webp") mendContainer(result, bytes.length - result.length);
	return result;
}

/** The length in the first bytes of a WebP file, and the flag in the chunk `VP8X` that there is EXIF data (RFC 9649, section 2.7). */
function mendContainer(bytes: Uint8Array, droppedBytes: number): void {
	const view = new DataView(bytes.buffer);
	view.setUint32(4, view.getUint32(4, true) - droppedBytes, true);
	const isExtended = String.fromCharCode(...bytes.subarray(12, 16)) === "VP8X";
	if (isExtended) view.setUint8(20, view.getUint8(20) & ~0x08);
}
