const LIGATURE_SUBSTITUTION = 4;
const EXTENSION = 7;

/**
 * Whether one glyph stands for a sequence of glyphs, by a `GSUB` table (OpenType 1.9.1, "GSUB", lookup type 4).
 * Contextual lookups are not followed: in the emoji font, for which this is, they only choose among ligatures.
 */
export type FormsLigature = (glyphs: readonly number[]) => boolean;

export function readLigatures(table: Buffer): FormsLigature {
	const subtables = ligatureSubtables(table);
	return (glyphs) => subtables.some((subtable) => hasLigature(subtable, glyphs));
}

function ligatureSubtables(table: Buffer): readonly Buffer[] {
	const lookups = offsetsAt(table.subarray(table.readUInt16BE(8)), 0);
	return lookups.flatMap((lookup) => {
		const type = lookup.readUInt16BE(0);
		if (type === LIGATURE_SUBSTITUTION) return offsetsAt(lookup, 4);
		if (type !== EXTENSION) return [];
		const extensions = offsetsAt(lookup, 4);
		return extensions.flatMap((extension) => {
			const isLigature = extension.readUInt16BE(2) === LIGATURE_SUBSTITUTION;
			return isLigature ? extension.subarray(extension.readUInt32BE(4)) : [];
		});
	});
}

function hasLigature(subtable: Buffer, [first = 0, ...rest]: readonly number[]): boolean {
	const index = coverageIndex(subtable.subarray(subtable.readUInt16BE(2)), first);
	const set = index < 0 ? undefined : offsetsAt(subtable, 4)[index];
	if (set === undefined) return false;
	return offsetsAt(set, 0).some((ligature) => {
		const componentCount = ligature.readUInt16BE(2) - 1;
		return (
			componentCount === rest.length && rest.every((glyph, i) => ligature.readUInt16BE(4 + 2 * i) === glyph)
		);
	});
}

/** The place of a glyph in a coverage table (OpenType 1.9.1, chapter 2), -1 where it has none. */
function coverageIndex(coverage: Buffer, glyph: number): number {
	const isList = coverage.readUInt16BE(0) === 1;
	const count = coverage.readUInt16BE(2);
	for (let index = 0; index < count; index++) {
		if (isList && coverage.readUInt16BE(4 + 2 * index) === glyph) return index;
		if (isList) continue;
		const range = 4 + 6 * index;
		const first = coverage.readUInt16BE(range);
		if (glyph >= first && glyph <= coverage.readUInt16BE(range + 2)) {
			return coverage.readUInt16BE(range + 4) + glyph - first;
		}
	}
	return -1;
}

/** What a counted list of 16-bit offsets points to; the offsets are from the table's start. */
function offsetsAt(table: Buffer, at: number): readonly Buffer[] {
	const count = table.readUInt16BE(at);
	return Array.from({ length: count }, (_, i) => table.subarray(table.readUInt16BE(at + 2 + 2 * i)));
}
