import { brotliDecompressSync, constants } from "node:zlib";
import { unpack, woffTables } from "./woff.ts";

/** A font's tables by their four-letter tags, read on demand; undefined for a table it does not have. */
export type FontTables = (tag: string) => Buffer | undefined;

/**
 * Opens an OpenType or TrueType file (of a collection: its first font), a WOFF (W3C "WOFF File Format 1.0", section 3) or WOFF2 file (W3C "WOFF File Format 2.0", section 4). Tables
 * that WOFF2 stores transformed, which are those of outlines and metrics, come as they are stored.
 */
export function openFontTables(file: Buffer): FontTables {
	const signature = file.toString("latin1", 0, 4);
	if (signature === "wOFF") return openWoff(file);
	if (signature === "wOF2") return openWoff2(file);
	if (SFNT.includes(signature)) return openSfnt(file, 0);
	if (signature === "ttcf") return openSfnt(file, file.readUInt32BE(12));
	throw new RangeError(`expected a font file, received one that begins with "${signature}"`);
}

/** How an OpenType or TrueType file begins (OpenType 1.9.1, "Table Directory"). */
const SFNT = ["\0\u0001\0\0", "OTTO", "true"];

function openSfnt(file: Buffer, start: number): FontTables {
	const records = Array.from({ length: file.readUInt16BE(start + 4) }, (_, index) => start + 12 + 16 * index);
	return (tag) => {
		const record = records.find((at) => file.toString("latin1", at, at + 4) === tag);
		if (record === undefined) return undefined;
		const at = file.readUInt32BE(record + 8);
		return file.subarray(at, at + file.readUInt32BE(record + 12));
	};
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

/** Unpacks at least the first `length` bytes of a Brotli stream: `cmap` is in the first 2 of some 70 KB. */
function unpackTo(length: number, compressed: Buffer): Buffer {
	for (let taken = 4096; taken < compressed.length; taken *= 4) {
		const part = compressed.subarray(0, taken);
		// Read as an unfinished stream, because otherwise its missing end would be an error.
		const unpacked = brotliDecompressSync(part, { finishFlush: constants.BROTLI_OPERATION_FLUSH });
		if (unpacked.length >= length) return unpacked;
	}
	return brotliDecompressSync(compressed);
}

/** Glyph numbers by code point. */
export type Cmap = ReadonlyMap<number, number>;

/** Reads a `cmap` table (OpenType 1.9.1, "cmap"): its Unicode subtable of format 12 or else 4, the two in use. */
export function readCmap(table: Buffer): Cmap {
	const subtables = Array.from({ length: table.readUInt16BE(2) }, (_, index) => 4 + 8 * index)
		.filter((record) => isUnicode(table.readUInt16BE(record), table.readUInt16BE(record + 2)))
		.map((record) => table.subarray(table.readUInt32BE(record + 4)));
	const ofFormat = (format: number) => subtables.find((subtable) => subtable.readUInt16BE(0) === format);
	const full = ofFormat(12);
	if (full !== undefined) return readGroups(full);
	const basic = ofFormat(4);
	return basic === undefined ? new Map() : readSegments(basic);
}

/** Platform 0 is Unicode; platform 3, Windows, has it under 1 and 10. */
function isUnicode(platform: number, encoding: number): boolean {
	return platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10));
}

function readGroups(table: Buffer): Cmap {
	const cmap = new Map<number, number>();
	const groupCount = table.readUInt32BE(12);
	for (let group = 16; group < 16 + 12 * groupCount; group += 12) {
		const first = table.readUInt32BE(group);
		const last = table.readUInt32BE(group + 4);
		const glyph = table.readUInt32BE(group + 8);
		for (let codePoint = first; codePoint <= last; codePoint++)
			cmap.set(codePoint, glyph + codePoint - first);
	}
	return cmap;
}

function readSegments(table: Buffer): Cmap {
	const cmap = new Map<number, number>();
	const doubleCount = table.readUInt16BE(6);
	for (let segment = 14; segment < 14 + doubleCount; segment += 2) {
		const last = table.readUInt16BE(segment);
		const firstAt = segment + doubleCount + 2;
		const first = table.readUInt16BE(firstAt);
		const delta = table.readUInt16BE(firstAt + doubleCount);
		const offsetAt = firstAt + 2 * doubleCount;
		const offset = table.readUInt16BE(offsetAt);
		for (let codePoint = first; codePoint <= last && codePoint < 0xffff; codePoint++) {
			const listed =
				offset === 0 ? codePoint : table.readUInt16BE(offsetAt + offset + 2 * (codePoint - first));
			const glyph = listed === 0 && offset !== 0 ? 0 : (listed + delta) & 0xffff;
			if (glyph !== 0) cmap.set(codePoint, glyph);
		}
	}
	return cmap;
}
