import { brotliDecompressSync, constants } from "node:zlib";
import { unpack, woffTables } from "./woff.ts";

/** A font's tables by their four-letter tags, read when asked for; undefined where it has no such table. */
export type FontTables = (tag: string) => Buffer | undefined;

/**
 * Opens a WOFF (W3C "WOFF File Format 1.0", section 3) or WOFF2 file (W3C "WOFF File Format 2.0", section 4). Tables
 * that WOFF2 stores transformed, which are those of outlines and metrics, come as they are stored.
 */
export function openFontTables(file: Buffer): FontTables {
	const signature = file.toString("latin1", 0, 4);
	if (signature === "wOFF") return openWoff(file);
	if (signature === "wOF2") return openWoff2(file);
	throw new RangeError(`expected a WOFF or WOFF2 file, received one that begins with "${signature}"`);
}

function openWoff(file: Buffer): FontTables {
	const tables = woffTables(file);
	return (tag) => {
		const found = tables.find((table) => table.tag === tag);
		return found && unpack(found);
	};
}

/** The tags that WOFF2 writes as a number (section 4.1, table of known tags). */
const KNOWN_TAGS =
	"cmap head hhea hmtx maxp name OS/2 post cvt_ fpgm glyf loca prep CFF_ VORG EBDT EBLC gasp hdmx kern LTSH " +
	"PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG_ sbix acnt avar bdat bloc bsln " +
	"cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill";
const TAGS = KNOWN_TAGS.replaceAll("_", " ").match(/.{4}(?= |$)/g) ?? [];
const OTHER_TAG = 63;

function openWoff2(file: Buffer): FontTables {
	const tableCount = file.readUInt16BE(12);
	const places = new Map<string, { start: number; length: number }>();
	let at = 48;
	let start = 0;
	const readBase128 = () => {
		let value = 0;
		for (;;) {
			const byte = file.readUInt8(at++);
			value = value * 128 + (byte & 127);
			if (byte < 128) return value;
		}
	};
	for (let index = 0; index < tableCount; index++) {
		const flags = file.readUInt8(at++);
		const isOther = (flags & 63) === OTHER_TAG;
		const tag = isOther ? file.toString("latin1", at, at + 4) : (TAGS[flags & 63] ?? "");
		if (isOther) at += 4;
		const version = flags >> 6;
		const plainLength = readBase128();
		const isTransformed = tag === "glyf" || tag === "loca" ? version !== 3 : version !== 0;
		const length = isTransformed ? readBase128() : plainLength;
		places.set(tag, { start, length });
		start += length;
	}
	const compressedLength = file.readUInt32BE(20);
	const compressed = file.subarray(at, at + compressedLength);
	return (tag) => {
		const place = places.get(tag);
		if (place === undefined) return undefined;
		const end = place.start + place.length;
		return unpackTo(end, compressed).subarray(place.start, end);
	};
}

/** The beginning of a Brotli stream, at least `length` bytes of it: `cmap` is in the first 2 of some 70 KB. */
function unpackTo(length: number, compressed: Buffer): Buffer {
	for (let taken = 4096; taken < compressed.length; taken *= 4) {
		const part = compressed.subarray(0, taken);
		// As a stream that goes on, or its missing end were an error.
		const unpacked = brotliDecompressSync(part, { finishFlush: constants.BROTLI_OPERATION_FLUSH });
		if (unpacked.length >= length) return unpacked;
	}
	return brotliDecompressSync(compressed);
}
