import { LIMITS } from "../limits.ts";
import type { TextFault } from "../text-rules.ts";
import { readBytes } from "./bytes.ts";
import { describeForeign } from "./foreign-files.ts";
import { isJpeg, readJpeg } from "./jpeg.ts";
import { isPng, readPng } from "./png.ts";
import type { StoredPicture } from "./stored-picture.ts";
import { isWebp, readWebp } from "./webp.ts";

type PictureKind = "png" | "jpeg" | "webp";

/** What a file says of its picture before anything is decoded. */
export type PictureHeader = Pick<StoredPicture, "orientation" | "hasAlpha" | "exif"> & {
	readonly kind: PictureKind;
	/** Upright, as it is shown. */
	readonly widthPx: number;
	readonly heightPx: number;
};

/** A header, or in the words of a fault why the file is not taken. */
export type ReadHeader =
	| { readonly ok: true; readonly header: PictureHeader }
	| { readonly ok: false; readonly fault: TextFault };

const FORMATS = [
	{ kind: "png", name: "PNG", is: isPng, read: readPng },
	{ kind: "jpeg", name: "JPEG", is: isJpeg, read: readJpeg },
	{ kind: "webp", name: "WebP", is: isWebp, read: readWebp },
] as const;

/**
 * Reads kind, size and rotation of a PNG, JPEG or WebP picture. Decodes nothing, and never throws. The threat: a small file whose
 * header promises gigabytes, or that crashes a decoder by lengths that lie. So every length is compared with the file's, and sizes are
 * bounded. What the compressed data holds, only the decoder knows.
 */
export function readPictureHeader(file: Uint8Array): ReadHeader {
	const bytes = readBytes(file);
	const format = FORMATS.find(({ is }) => is(bytes));
	if (format === undefined) return refuse("a PNG, JPEG or WebP picture", describeForeign(bytes));
	const { kind, name } = format;
	const stored = format.read(bytes);
	if (stored === "cut off") return refuse(`a whole ${name} picture`, "one whose end is missing");
	if (stored === "damaged") return refuse(`a sound ${name} picture`, "one whose header is damaged");
	if (stored === "animated") return refuse("a picture that stands still", `an animated ${name} picture`);
	if (stored === "CMYK") return refuse("a JPEG picture in RGB or grey", "one in CMYK");
	if (stored === "rare coding")
		return refuse(
			"a baseline or progressive JPEG picture of 8 bits",
			"one in a coding that browsers do not read",
		);
	const { storedWidthPx, storedHeightPx, ...rest } = stored;
	const turned = stored.orientation >= 5;
	const widthPx = turned ? storedHeightPx : storedWidthPx;
	const heightPx = turned ? storedWidthPx : storedHeightPx;
	const allowed = findSizeFault(widthPx, heightPx);
	return allowed === null
		? { ok: true, header: { kind, widthPx, heightPx, ...rest } }
		: refuse(allowed, `${widthPx} × ${heightPx} pixels`);
}

function findSizeFault(widthPx: number, heightPx: number): string | null {
	const { side, pixels } = LIMITS.picture;
	if (Math.min(widthPx, heightPx) < 1 || Math.max(widthPx, heightPx) > side)
		return `sides of 1 to ${side} pixels`;
	return widthPx * heightPx > pixels ? `at most ${pixels / 1e6} megapixels` : null;
}

function refuse(allowed: string, received: string): ReadHeader {
	return { ok: false, fault: { allowed, received } };
}
