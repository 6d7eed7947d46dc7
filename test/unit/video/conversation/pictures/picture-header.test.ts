import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { LIMITS } from "../../../../../shared/video/conversation/limits.ts";
import { readPictureHeader } from "../../../../../shared/video/conversation/pictures/picture-header.ts";
import {
	bytesOf,
	encodeSample,
	exifData,
	jpegSegment,
	PNG_SIGNATURE,
	pngChunk,
	pngFile,
	pngHeader,
	riffChunk,
	webpExtended,
	webpFile,
	withExif,
	withJpegExif,
	withPngExif,
	withWebpExif,
} from "../../../../helpers/picture-files.ts";

const KINDS = ["png", "jpeg", "webp"] as const;
const ADD_EXIF = { png: withPngExif, jpeg: withJpegExif, webp: withWebpExif };

const headerOf = (file: Uint8Array) => {
	const read = readPictureHeader(file);
	if (!read.ok) throw new Error(`${read.fault.allowed}, ${read.fault.received}`);
	return read.header;
};
const faultOf = (file: Uint8Array) => {
	const read = readPictureHeader(file);
	return read.ok ? "none" : `${read.fault.allowed}, received ${read.fault.received}`;
};

/** A JPEG of markers: frame of a size, scan of nothing, end. */
function jpegFile({ frame = 0xc0, width = 8, height = 8, components = 3, depth = 8 } = {}): Buffer {
	const size = [height >> 8, height & 255, width >> 8, width & 255];
	const data = Buffer.from([depth, ...size, components, ...Array(3 * components).fill(0)]);
	return Buffer.concat([
		bytesOf("ffd8"),
		jpegSegment(frame, data),
		jpegSegment(0xda, Buffer.alloc(6)),
		bytesOf("1234 ffd9"),
	]);
}

describe("the header of a picture", () => {
	test.each(KINDS)("of %s says kind and size", (kind) => {
		const hasAlpha = kind === "png";
		const expected = { kind, widthPx: 48, heightPx: 32, orientation: 1, hasAlpha, exif: [] };
		expect(headerOf(encodeSample(kind))).toEqual(expected);
	});

	test.each(KINDS)("of %s says by EXIF how it is turned, in either order of bytes", (kind) => {
		const add = ADD_EXIF[kind];
		for (const order of ["II", "MM"] as const)
			for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
				const file = add(encodeSample(kind), exifData(orientation, order));
				const size = orientation < 5 ? [48, 32] : [32, 48];
				const header = headerOf(file);
				expect([header.orientation, header.widthPx, header.heightPx]).toEqual([orientation, ...size]);
				const [range] = header.exif;
				expect(file.subarray(range?.from, range?.to).includes(exifData(orientation, order))).toBe(true);
			}
	});

	test("of a WebP whose EXIF data begins as in JPEG is turned too", () => {
		const exif = Buffer.concat([Buffer.from("Exif\0\0"), exifData(6)]);
		expect(headerOf(withWebpExif(encodeSample("webp"), exif)).orientation).toBe(6);
	});

	test.each([
		["empty", Buffer.alloc(0)],
		["cut off", exifData(6).subarray(0, 12)],
		["of no byte order", Buffer.concat([Buffer.from("XX"), exifData(6).subarray(2)])],
		["9", exifData(9)],
		["0", exifData(0)],
		["a directory beyond the end", bytesOf("49492a00ffffff7f0000")],
		["65535 entries in none", bytesOf("49492a0008000000ffff")],
	])("with EXIF data that are nonsense (%s) is upright", (_, exif) => {
		for (const kind of KINDS) expect(headerOf(ADD_EXIF[kind](encodeSample(kind), exif)).orientation).toBe(1);
	});

	test.each([
		[0, 1, false],
		[0, 16, false],
		[2, 8, false],
		[2, 16, false],
		[3, 8, false],
		[4, 8, true],
		[6, 16, true],
	] as const)("of PNG in colour type %i of %i bits says whether it has alpha", (colour, depth, hasAlpha) => {
		expect(headerOf(pngFile({ width: 2, height: 2, colour, depth })).hasAlpha).toBe(hasAlpha);
		const more = [pngChunk("tRNS", Buffer.alloc(2))];
		expect(headerOf(pngFile({ width: 2, height: 2, colour, depth, more })).hasAlpha).toBe(true);
	});

	test("of JPEG is read whatever stands before the frame, behind the end, and in whichever order it is sent", () => {
		expect(headerOf(jpegFile({ frame: 0xc2, components: 1 }))).toMatchObject({ widthPx: 8, heightPx: 8 });
		const plain = jpegFile({ width: 300, height: 200 });
		const filled = Buffer.concat([plain.subarray(0, 2), bytesOf("ffffff01 ffd0"), plain.subarray(2)]);
		const followed = Buffer.concat([filled, Buffer.from("a film of the moment before")]);
		expect(headerOf(followed)).toMatchObject({ widthPx: 300, heightPx: 200 });
	});

	test("of WebP is read from its frame, lossy or not, or from its canvas", () => {
		const lossless = riffChunk("VP8L", bytesOf("2f 07c0 0010 00"));
		expect(headerOf(webpFile(lossless))).toMatchObject({ widthPx: 8, heightPx: 4, hasAlpha: true });
		const lossy = riffChunk("VP8 ", bytesOf("000000 9d012a 0840 0400 00"));
		expect(headerOf(webpFile(lossy))).toMatchObject({ widthPx: 8, heightPx: 4, hasAlpha: false });
		const extended = webpFile(webpExtended(16, 8, 4), riffChunk("ALPH", Buffer.alloc(3)), lossy);
		expect(headerOf(extended)).toMatchObject({ widthPx: 8, heightPx: 4, hasAlpha: true });
	});
});

const A_PNG = pngFile({ width: 4, height: 4 });
const WHOLE = (name: string) => `a whole ${name} picture, received one whose end is missing`;
const SOUND = (name: string) => `a sound ${name} picture, received one whose header is damaged`;
const STILL = (name: string) => `a picture that stands still, received an animated ${name} picture`;
const OURS = (what: string) => `a PNG, JPEG or WebP picture, received ${what}`;
const lossy = riffChunk("VP8 ", bytesOf("000000 9d012a 0800 0400 00"));

test.each([
	["an empty file", Buffer.alloc(0), OURS("an empty file")],
	["noise", bytesOf("0102030405060708090a0b0c"), OURS("another kind of file")],
	["a GIF", Buffer.from("GIF89a\x01\0\x01\0"), OURS("a GIF picture")],
	["an SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), OURS("an SVG picture")],
	[
		"an SVG behind its prologue",
		Buffer.from('\ufeff<?xml version="1.0"?>\n<!-- by hand -->\n<svg/>'),
		OURS("an SVG picture"),
	],
	["an HTML page", Buffer.from("\n<!DOCTYPE html><title>404</title>"), OURS("an HTML page")],
	["a HEIC", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0"), OURS("a HEIC picture")],
	["an AVIF", Buffer.from("\0\0\0\x18ftypavif\0\0\0\0"), OURS("an AVIF picture")],
	["an MP4", Buffer.from("\0\0\0\x18ftypisom\0\0\0\0"), OURS("a video")],
	["a TIFF", exifData(1), OURS("a TIFF picture")],
	["a BMP", Buffer.from("BM\x1a\0"), OURS("a BMP picture")],
	["a PDF", Buffer.from("%PDF-1.7"), OURS("a PDF document")],
	["a PNG cut in its signature", A_PNG.subarray(0, 7), OURS("another kind of file")],
	["a PNG cut in its header", A_PNG.subarray(0, 20), WHOLE("PNG")],
	["a PNG cut in its data", A_PNG.subarray(0, 50), WHOLE("PNG")],
	["a PNG without its end", A_PNG.subarray(0, -12), WHOLE("PNG")],
	[
		"a PNG whose chunk is longer than the file",
		pngFile({ width: 4, height: 4, more: [pngChunk("teSt", Buffer.alloc(4), 0xffffffff)] }),
		WHOLE("PNG"),
	],
	[
		"a PNG that begins with data",
		Buffer.concat([PNG_SIGNATURE, pngChunk("IDAT", Buffer.alloc(40))]),
		SOUND("PNG"),
	],
	[
		"a PNG without data",
		Buffer.concat([PNG_SIGNATURE, pngHeader({ width: 4, height: 4 }), pngChunk("IEND")]),
		SOUND("PNG"),
	],
	["an APNG", pngFile({ width: 4, height: 4, more: [pngChunk("acTL", Buffer.alloc(8))] }), STILL("PNG")],
	[
		"a PNG of no width",
		pngFile({ width: 0, height: 4 }),
		"sides of 1 to 16384 pixels, received 0 × 4 pixels",
	],
	[
		"a PNG bomb, wide",
		pngFile({ width: 2 ** 31, height: 1 }),
		"sides of 1 to 16384 pixels, received 2147483648 × 1 pixels",
	],
	[
		"a PNG bomb, large",
		pngFile({ width: 16384, height: 16384 }),
		"at most 50 megapixels, received 16384 × 16384 pixels",
	],
	["a JPEG of its start alone", bytesOf("ffd8ff"), WHOLE("JPEG")],
	["a JPEG without its end", jpegFile().subarray(0, -2), WHOLE("JPEG")],
	["a JPEG cut in its frame", jpegFile().subarray(0, 12), WHOLE("JPEG")],
	[
		"a JPEG whose segment has no length",
		Buffer.concat([bytesOf("ffd8"), jpegSegment(0xe0, Buffer.alloc(4), 1), bytesOf("ffd9")]),
		SOUND("JPEG"),
	],
	["a JPEG without markers", bytesOf("ffd8ff e0 0004 0000 00000000"), SOUND("JPEG")],
	[
		"a JPEG without a frame",
		Buffer.concat([bytesOf("ffd8"), jpegSegment(0xda, Buffer.alloc(6)), bytesOf("ffd9")]),
		SOUND("JPEG"),
	],
	[
		"a JPEG of two frames",
		Buffer.concat([jpegFile().subarray(0, -14), jpegFile({ width: 9000 }).subarray(2)]),
		SOUND("JPEG"),
	],
	["a JPEG of no height", jpegFile({ height: 0 }), "sides of 1 to 16384 pixels, received 8 × 0 pixels"],
	[
		"a JPEG of 65535 pixels",
		jpegFile({ width: 65535 }),
		"sides of 1 to 16384 pixels, received 65535 × 8 pixels",
	],
	["a JPEG in CMYK", jpegFile({ components: 4 }), "a JPEG picture in RGB or grey, received one in CMYK"],
	["a JPEG of two components", jpegFile({ components: 2 }), SOUND("JPEG")],
	...[{ depth: 12 }, { frame: 0xc3 }, { frame: 0xc9 }].map(
		(options) =>
			[
				`a JPEG of ${JSON.stringify(options)}`,
				jpegFile(options),
				"a baseline or progressive JPEG picture of 8 bits, received one in a coding that browsers do not read",
			] as const,
	),
	["a WebP of its start alone", Buffer.from("RIFF\0\0\0\0WEBP"), WHOLE("WebP")],
	["a WebP cut off", webpFile(lossy).subarray(0, -1), WHOLE("WebP")],
	[
		"a WebP whose chunk is longer than the file",
		webpFile(riffChunk("VP8 ", Buffer.alloc(10), 0xffffffff)),
		WHOLE("WebP"),
	],
	["a WebP of a canvas alone", webpFile(webpExtended(0, 8, 4)), WHOLE("WebP")],
	["a WebP whose canvas is not its frame", webpFile(webpExtended(0, 8, 5), lossy), SOUND("WebP")],
	["a WebP whose frame is noise", webpFile(riffChunk("VP8 ", Buffer.alloc(10))), SOUND("WebP")],
	["an animated WebP", webpFile(webpExtended(2, 8, 4), riffChunk("ANIM", Buffer.alloc(6))), STILL("WebP")],
	[
		"an animated WebP that does not say so",
		webpFile(webpExtended(0, 8, 4), riffChunk("ANMF", Buffer.alloc(16))),
		STILL("WebP"),
	],
] as const)("%s is refused", (_, file, fault) => {
	expect(faultOf(file)).toBe(fault);
});

/** Files that are good, to be damaged. */
const GOOD = KINDS.flatMap((kind) => [encodeSample(kind), withExif(kind, 6)]);

describe("whatever the bytes are", () => {
	const check = (file: Uint8Array) => {
		const read = readPictureHeader(file);
		if (!read.ok) {
			expect([read.fault.allowed, read.fault.received]).not.toContain("");
			return;
		}
		const { side, pixels } = LIMITS.picture;
		const { widthPx, heightPx, exif } = read.header;
		expect(Math.min(widthPx, heightPx)).toBeGreaterThanOrEqual(1);
		expect(Math.max(widthPx, heightPx)).toBeLessThanOrEqual(side);
		expect(widthPx * heightPx).toBeLessThanOrEqual(pixels);
		for (const { from, to } of exif) expect(from < to && to <= file.length).toBe(true);
	};

	test("nothing but a header within its limits or a fault with words comes of it", () => {
		const beginnings = [...GOOD.map((file) => file.subarray(0, 16)), Buffer.alloc(0)];
		const noise = fc
			.tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 200 }))
			.map((parts) => Uint8Array.from(Buffer.concat(parts)));
		fc.assert(fc.property(noise, check), { numRuns: 600 });
	});

	test("a good picture with changed bytes, cut anywhere, gives no more", () => {
		const damaged = fc
			.record({
				good: fc.constantFrom(...GOOD),
				changes: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
				// Most lengths and sizes are at the front.
				isFront: fc.boolean(),
				cut: fc.option(fc.nat()),
			})
			.map(({ good, changes, isFront, cut }) => {
				const file = Uint8Array.from(good);
				for (const [at, value] of changes) file[at % (isFront ? 64 : file.length)] = value;
				return cut === null ? file : file.subarray(0, cut % file.length);
			});
		fc.assert(fc.property(damaged, check), { numRuns: 1500 });
	});

	test("no byte is read more than a few times, however many chunks there are", () => {
		const many = (chunk: Buffer) => Buffer.concat(Array(20_000).fill(chunk));
		const files = [
			pngFile({ width: 4, height: 4, more: [many(pngChunk("teSt"))] }),
			Buffer.concat([bytesOf("ffd8"), many(jpegSegment(0xe0, Buffer.alloc(0))), bytesOf("ffda")]),
			webpFile(many(riffChunk("JUNK", Buffer.alloc(0))), lossy),
		];
		const spies = (["getUint8", "getUint16", "getUint32"] as const).map((name) =>
			vi.spyOn(DataView.prototype, name),
		);
		const countReads = () => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
		for (const file of files) {
			const before = countReads();
			readPictureHeader(file);
			expect(countReads() - before).toBeGreaterThan(20_000);
			expect(countReads() - before).toBeLessThan(2 * file.length);
		}
		vi.restoreAllMocks();
	});
});
