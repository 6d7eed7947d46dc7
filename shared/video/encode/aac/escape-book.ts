import type { BitWriter } from "../h264/bit-writer.ts";

/**
 * Spectral Huffman codebook 11 of AAC (ISO/IEC 14496-3, table 4.A.12): two values at a time, their sizes up to 16, which stands for
 * itself and all that is more. By the length of a codeword the pairs that have one, each value as a digit of base 17, in the order
 * of their codewords: each is the one before plus 1.
 */
const PAIRS: Readonly<Record<number, string>> = {
	4: "00 11",
	5: "gg 10 01 21 12 22",
	6: "13 31 32 20 23 02 33",
	7: "41 14 42 24 43 34 30 03 51 52 25 44 15 53 35 54",
	8: `45 62 26 61 63 36 16 4g 3g g5 g3 g4 64 g6 40 46 04 2g 55 5g g7 g2 g8 27 72 37 65 56 6g ga 73 71 g9 7g 1g 17 47 gb 74 gc 8g g1 66
		9g 28 57 ag gd 83 82 38 50 ge bg 75 48 67 76 05`,
	9: `84 gf cg 18 81 eg 58 dg 39 85 77 29 86 92 93 fg 49 68 60 94 59 87 78 19 a3 06 a2 91 95 4a 2a 96 3a 69 a4 88 a5 97 b3 1a 70 a6 79
		3b 5a a1 4b b2 d2 6a d3 2b g0 5b b5`,
	10: `b4 98 7a 89 0g 4d 07 3d b6 d1 d4 c3 2d d5 8a 6b a8 a7 e2 c4 1b 4c b1 3c 1d c2 7b 3e 5c 5d e4 4e b7 e3 c5 d6 c6 80 b8 2c 99 e5 6d
		aa f2 8b 9a e6 a9 5e b9 e1 2e 6c 1c d8 08 d7 7c c7 7d f3 c1 6e 2f f5 f4 1e 9b 4f e7 8d d9 8c 5f 3f ab ba c8 f6 f7 8e f1 7e 90 09
		9d 9c c9 e8 ad e9 ca 6f 7f`,
	11: `9e f8 bb be 1f ac ae db da bd bc 8f eb dc cd f9 ea a0 cb 9f 0a cc b0 ce af dd 0d ec fa fb bf ed d0 0b de fc fd cf e0 ee df c0 ef`,
	12: "0e 0c fe f0 0f ff",
};

/** The largest size that a pair can say; a larger one is escaped. */
const ESCAPE = 16;

/** The largest size of a quantised value (4.6.1.3). */
export const LARGEST_VALUE = 8191;

type Codeword = { readonly bits: number; readonly length: number };

const CODEWORDS = listCodewords();

function listCodewords(): readonly Codeword[] {
	const codewords: Codeword[] = [];
	let [bits, length] = [0, 0];
	for (const [wordLength, pairs] of Object.entries(PAIRS)) {
		bits <<= Number(wordLength) - length;
		length = Number(wordLength);
		for (const pair of pairs.split(/\s+/))
			codewords[Number.parseInt(pair, ESCAPE + 1)] = { bits: bits++, length };
	}
	return codewords;
}

/** Writes two quantised values: the codeword of their sizes, their signs, and what was escaped (4.6.3.3). */
export function writePair(writer: Pick<BitWriter, "bits">, first: number, second: number): void {
	const [row, column] = [Math.abs(first), Math.abs(second)];
	const codeword = findCodeword(row, column);
	writer.bits(codeword.bits, codeword.length);
	if (first !== 0) writer.bits(first < 0 ? 1 : 0, 1);
	if (second !== 0) writer.bits(second < 0 ? 1 : 0, 1);
	if (row >= ESCAPE) writeEscaped(writer, row);
	if (column >= ESCAPE) writeEscaped(writer, column);
}

/** How many bits `writePair` writes. */
export function countPairBits(first: number, second: number): number {
	const [row, column] = [Math.abs(first), Math.abs(second)];
	const signs = (first === 0 ? 0 : 1) + (second === 0 ? 0 : 1);
	return findCodeword(row, column).length + signs + countEscapedBits(row) + countEscapedBits(column);
}

function findCodeword(row: number, column: number): Codeword {
	const codeword = CODEWORDS[(ESCAPE + 1) * Math.min(ESCAPE, row) + Math.min(ESCAPE, column)];
	if (codeword === undefined) throw new RangeError(`there is no codeword of ${row} and ${column}`);
	return codeword;
}

/** As many ones as the size has bits above 5, a zero, and the size without its first bit. */
function writeEscaped(writer: Pick<BitWriter, "bits">, size: number): void {
	const bitCount = 31 - Math.clz32(size);
	for (let count = 4; count < bitCount; count++) writer.bits(1, 1);
	writer.bits(0, 1);
	writer.bits(size - 2 ** bitCount, bitCount);
}

function countEscapedBits(size: number): number {
	return size < ESCAPE ? 0 : 2 * (31 - Math.clz32(size)) - 3;
}
