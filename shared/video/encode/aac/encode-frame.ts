import { type BitWriter, writeBits } from "../h264/bit-writer.ts";
import { countPairBits, LARGEST_VALUE, writePair } from "./escape-book.ts";

/** Where the scale factor bands of a long window begin, at 44.1 and 48 kHz (ISO/IEC 14496-3, table 4.110), and the end of the last. */
const BANDS = [
	...[0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 72, 80, 88, 96, 108, 120, 132, 144, 160, 176, 196],
	...[
		216, 240, 264, 292, 320, 352, 384, 416, 448, 480, 512, 544, 576, 608, 640, 672, 704, 736, 768, 800, 832,
	],
	...[864, 896, 928, 1024],
];

/**
 * The finest steps that are tried: a quarter of this is the exponent of 2 of a step, above 100 (4.6.2.3.3). Their noise is at about
 * −98 dB of full scale, as that of samples of 16 bits.
 */
const FINEST_GAIN = 124;

/** A decoder has room for 6144 bits a channel (4.5.3.1). A third less, because few of our frames need more. */
const MOST_BITS = 4096;

/**
 * Encodes a spectrum (mdct.ts) as one frame of mono AAC-LC at 48 kHz: one long window, all bands at the same steps, as fine as there
 * is room for. The frame depends on nothing but the spectrum. For sounds that are short and clear and in silence: bits are no
 * concern, so there is no model of hearing and no change of windows.
 */
export function encodeFrame(spectrum: Float64Array): Uint8Array {
	const sizes = compress(spectrum);
	const values = new Int16Array(spectrum.length);
	for (let gain = FINEST_GAIN; ; gain++) {
		if (!quantise(spectrum, sizes, gain, values) || countValueBits(values) > MOST_BITS) continue;
		const frame = writeFrame(values, gain);
		if (8 * frame.length <= MOST_BITS) return frame;
	}
}

/** AAC quantises the power ¾ of a size (4.6.1.3). */
function compress(spectrum: Float64Array): Float64Array {
	const sizes = new Float64Array(spectrum.length);
	for (let at = 0; at < sizes.length; at++) {
		const size = Math.abs(spectrum[at] ?? 0);
		sizes[at] = Math.sqrt(size * Math.sqrt(size));
	}
	return sizes;
}

/** The constant with which encoders round the values to whole ones, a little down, for what a decoder makes of them. */
const ROUNDING = 0.4054;

/** Puts the values of a spectrum (4.6.1.3) into `values`; false where one is too large for these steps. */
function quantise(spectrum: Float64Array, sizes: Float64Array, gain: number, values: Int16Array): boolean {
	const share = 2 ** ((-(gain - 100) / 4) * 0.75);
	for (let at = 0; at < values.length; at++) {
		const size = Math.floor((sizes[at] ?? 0) * share + ROUNDING);
		if (size > LARGEST_VALUE) return false;
		values[at] = (spectrum[at] ?? 0) < 0 ? -size : size;
	}
	return true;
}

/** The bits of all values that are in a band of their own; those of bands of zeros are not written. */
function countValueBits(values: Int16Array): number {
	let bits = 0;
	for (let at = 0; at < values.length; at += 2)
		if (values[at] !== 0 || values[at + 1] !== 0) bits += countPairBits(values[at] ?? 0, values[at + 1] ?? 0);
	return bits;
}

const CODEBOOK = { zero: 0, escape: 11 } as const;

/** `raw_data_block` with a `single_channel_element` (4.4.2.1 and 4.4.2.7). */
function writeFrame(values: Int16Array, gain: number): Uint8Array {
	const writer = writeBits();
	const codebooks = chooseCodebooks(values);
	writer.bits(0, 3 + 4);
	writer.bits(gain, 8);
	// A long window of the sine's shape, no prediction.
	writer.bits(0, 1 + 2 + 1);
	writer.bits(codebooks.length, 6);
	writer.bits(0, 1);
	writeSections(writer, codebooks);
	// Each band's scale is that of the band before: a codeword of one bit.
	for (const codebook of codebooks) if (codebook !== CODEBOOK.zero) writer.bits(0, 1);
	// No pulses, no temporal noise shaping, no gain control.
	writer.bits(0, 3);
	for (const [band, codebook] of codebooks.entries()) {
		if (codebook === CODEBOOK.zero) continue;
		const to = BANDS[band + 1] ?? 0;
		for (let at = BANDS[band] ?? 0; at < to; at += 2) writePair(writer, values[at] ?? 0, values[at + 1] ?? 0);
	}
	// The end of the block.
	writer.bits(7, 3);
	return writer.bytes();
}

/** Of each band up to the last with a value in it. */
function chooseCodebooks(values: Int16Array): readonly number[] {
	const codebooks = BANDS.slice(0, -1).map((from, band) =>
		isZero(values, from, BANDS[band + 1] ?? 0) ? CODEBOOK.zero : CODEBOOK.escape,
	);
	return codebooks.slice(0, codebooks.lastIndexOf(CODEBOOK.escape) + 1);
}

function isZero(values: Int16Array, from: number, to: number): boolean {
	for (let at = from; at < to; at++) if (values[at] !== 0) return false;
	return true;
}

/** `section_data` (4.4.2.7): the codebook of bands that have the same, and how many they are, 31 standing for more. */
function writeSections(writer: BitWriter, codebooks: readonly number[]): void {
	for (let from = 0; from < codebooks.length; ) {
		const codebook = codebooks[from] ?? CODEBOOK.zero;
		let to = from;
		while (codebooks[to] === codebook) to++;
		writer.bits(codebook, 4);
		let count = to - from;
		for (; count >= 31; count -= 31) writer.bits(31, 5);
		writer.bits(count, 5);
		from = to;
	}
}
