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
