import { crc32, deflateSync } from "node:zlib";
import { createCanvas } from "../../shared/video/node/fonts/canvas.ts";

/** Pictures made byte by byte, so that a test can lie in any of them. */

export const bytesOf = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex");

const u16 = (value: number) => bytesOf(value.toString(16).padStart(4, "0"));
const u32 = (value: number) => bytesOf(value.toString(16).padStart(8, "0"));

/** A chunk of PNG. `length` is what it says to have; default: the truth. */
export function pngChunk(type: string, data: Uint8Array = Buffer.alloc(0), length = data.length): Buffer {
	const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
	return Buffer.concat([u32(length), body, u32(crc32(body))]);
}

export const PNG_SIGNATURE = bytesOf("89504e470d0a1a0a");

export type PngOptions = {
	readonly width: number;
	readonly height: number;
	/** Default: 8. */
	readonly depth?: number;
	/** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha (default). */
	readonly colour?: 0 | 2 | 3 | 4 | 6;
	/** Default: one pixel's worth of nothing. Rows, each after its filter byte. */
	readonly rows?: Uint8Array;
	/** Between header and data. */
	readonly more?: readonly Buffer[];
	readonly interlaced?: boolean;
};

export function pngHeader({ width, height, depth = 8, colour = 6, interlaced = false }: PngOptions): Buffer {
	const rest = Buffer.from([depth, colour, 0, 0, interlaced ? 1 : 0]);
	return pngChunk("IHDR", Buffer.concat([u32(width), u32(height), rest]));
}

export function pngFile(options: PngOptions): Buffer {
	const { rows = Buffer.alloc(5), more = [] } = options;
	const chunks = [pngHeader(options), ...more, pngChunk("IDAT", deflateSync(rows)), pngChunk("IEND")];
	return Buffer.concat([PNG_SIGNATURE, ...chunks]);
}

/** A PNG of a few pixels as a data URL of so many characters: 22, and a multiple of four. */
export function pngUrl(characters: number, fill = 0): string {
	const start = "data:image/png;base64,";
	const fileOf = (bytes: number) =>
		pngFile({
			...{ width: 8, height: 8, colour: 2, rows: Buffer.alloc(8 * 25, 0) },
			more: [pngChunk("teXt", Buffer.alloc(bytes, fill))],
		});
	const bytes = ((characters - start.length) / 4) * 3 - fileOf(0).length;
	return `${start}${fileOf(bytes).toString("base64")}`;
}

/** The data of a TIFF file that says nothing but an orientation (Exif 2.32, tag 0x0112). */
export function exifData(orientation: number, order: "II" | "MM" = "II"): Buffer {
	return order === "II"
		? bytesOf(`4949 2a00 08000000 0100 1201 0300 01000000 0${orientation}000000 00000000`)
		: bytesOf(`4d4d 002a 00000008 0001 0112 0003 00000001 000${orientation}0000 00000000`);
}

const EXIF_PREFIX = Buffer.from("Exif\0\0", "latin1");

export function jpegSegment(marker: number, data: Uint8Array, length = data.length + 2): Buffer {
	return Buffer.concat([Buffer.from([0xff, marker]), u16(length), data]);
}

export function withJpegExif(jpeg: Uint8Array, exif: Uint8Array): Buffer {
	const segment = jpegSegment(0xe1, Buffer.concat([EXIF_PREFIX, exif]));
	return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

export function withPngExif(png: Uint8Array, exif: Uint8Array): Buffer {
	const at = PNG_SIGNATURE.length + 12 + 13;
	return Buffer.concat([png.subarray(0, at), pngChunk("eXIf", exif), png.subarray(at)]);
}

export function riffChunk(type: string, data: Uint8Array, length = data.length): Buffer {
	const head = Buffer.alloc(8);
	head.write(type, "latin1");
	head.writeUInt32LE(length, 4);
	return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

export function webpFile(...chunks: readonly Buffer[]): Buffer {
	return riffChunk("RIFF", Buffer.concat([Buffer.from("WEBP"), ...chunks]));
}

/** The chunk that says what others there are. Flags: 2 animation, 8 EXIF, 16 alpha. */
export function webpExtended(flags: number, width: number, height: number): Buffer {
	const data = Buffer.alloc(10);
	data[0] = flags;
	data.writeUIntLE(width - 1, 4, 3);
	data.writeUIntLE(height - 1, 7, 3);
	return riffChunk("VP8X", data);
}

/** Skia writes an extended file, whose flags come first. */
export function withWebpExif(webp: Uint8Array, exif: Uint8Array): Buffer {
	const chunks = Buffer.from(webp.subarray(12));
	chunks[8] = (chunks[8] ?? 0) | 8;
	return webpFile(chunks, riffChunk("EXIF", exif));
}

type Encoding = "png" | "jpeg" | "webp";

/** A picture in which every corner and edge is told from every other. */
export function encodeSample(kind: Encoding, width = 48, height = 32): Buffer {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext("2d");
	context.fillStyle = "#ffffff";
	context.fillRect(0, 0, width, height);
	for (const [colour, x, y] of [
		["#ff0000", 0, 0],
		["#00ff00", 0.5, 0],
		["#0000ff", 0, 0.5],
	] as const) {
		context.fillStyle = colour;
		context.fillRect(x * width, y * height, width / 2, height / 2);
	}
	return kind === "png" ? canvas.encodeSync("png") : canvas.encodeSync(kind, 95);
}

export function withExif(kind: Encoding, orientation: number, width?: number, height?: number): Buffer {
	const add = { png: withPngExif, jpeg: withJpegExif, webp: withWebpExif }[kind];
	return add(encodeSample(kind, width, height), exifData(orientation));
}

export const dataUrl = (kind: Encoding, bytes: Uint8Array) =>
	`data:image/${kind};base64,${Buffer.from(bytes).toString("base64")}`;
