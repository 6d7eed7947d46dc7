import type { Bytes } from "./bytes.ts";

/** What people take for a picture that we read, by the text that it begins with, from a byte on. */
const BEGINNINGS: readonly (readonly [at: number, text: string, name: string])[] = [
	[0, "GIF8", "a GIF picture"],
	...["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"].map(
		(brand) => [4, `ftyp${brand}`, "a HEIC picture"] as const,
	),
	...["avif", "avis"].map((brand) => [4, `ftyp${brand}`, "an AVIF picture"] as const),
	[4, "ftyp", "a video"],
	[0, "II*\0", "a TIFF picture"],
	[0, "MM\0*", "a TIFF picture"],
	[0, "BM", "a BMP picture"],
	[0, "\0\0\x01\0", "an icon"],
	[0, "\xff\x0a", "a JPEG XL picture"],
	[4, "JXL ", "a JPEG XL picture"],
	[0, "8BPS", "a Photoshop file"],
	[0, "%PDF-", "a PDF document"],
	[0, "PK\x03\x04", "a ZIP archive"],
	[0, "version https://git-lfs", "a pointer of Git LFS"],
];

const SVG = /^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?(<!doctype svg[^>]*>\s*)?<svg\b/is;
const HTML = /^<(!doctype html|html)\b/i;
/** As Latin-1 shows it. */
const BYTE_ORDER_MARK = "\xef\xbb\xbf";

/** The longest beginning of an SVG that is recognised. */
const SEEN_BYTES = 512;

/** What a file is that is none of our pictures, by its first bytes. */
export function describeForeign(bytes: Bytes): string {
	if (bytes.length === 0) return "an empty file";
	const found = BEGINNINGS.find(([at, text]) => bytes.text(at, text.length) === text);
	if (found !== undefined) return found[2];
	const text = bytes.text(0, SEEN_BYTES).replace(BYTE_ORDER_MARK, "").trimStart();
	if (SVG.test(text)) return "an SVG picture";
	return HTML.test(text) ? "an HTML page" : "another kind of file";
}
