import { ascii, box, type Part, u8, u16, u32 } from "./box.ts";

export type PictureFormat = {
	readonly widthPx: number;
	readonly heightPx: number;
	/** The parameter sets as NAL units, without start codes. */
	readonly sps: Uint8Array;
	readonly pps: readonly Uint8Array[];
};

/** Dots an inch as a fixed-point number: the value that ISO/IEC 14496-12, 12.1.3 prescribes. */
const DPI_72 = 0x48_0000;

/** Describes the pictures for a decoder: H.264 with its parameter sets here and not among the pictures (`avc1`). */
export function pictureEntry({ widthPx, heightPx, sps, pps }: PictureFormat): Part {
	return box(
		"avc1",
		u32(0),
		u16(0, 1, 0, 0),
		u32(0, 0, 0),
		u16(widthPx, heightPx),
		u32(DPI_72, DPI_72, 0),
		u16(1),
		new Uint8Array(32),
		u16(24, 0xffff),
		decoderConfiguration(sps, pps),
		colourBox(),
		// ISO/IEC 14496-12, 12.1.4: pixels are square.
		box("pasp", u32(1, 1)),
	);
}

/** ISO/IEC 14496-15, 5.3.3.1. Lengths before NAL units take four bytes. */
function decoderConfiguration(sps: Uint8Array, pps: readonly Uint8Array[]): Part {
	const [, profile = 0, constraints = 0, level = 0] = sps;
	// The profiles High and above must state 4:2:0 and 8 bits; profiles above High are not written here.
	const ofHigh = profile === 100 ? [u8(0xfc | 1, 0xf8, 0xf8, 0)] : [];
	return box(
		"avcC",
		u8(1, profile, constraints, level, 0xfc | 3),
		u8(0xe0 | 1),
		u16(sps.length),
		sps,
		u8(pps.length),
		...pps.flatMap((each) => [u16(each.length), each]),
		...ofHigh,
	);
}

/** ISO/IEC 14496-12, 12.1.5: primaries, transfer and matrix of BT.709 (1 in ISO/IEC 23091-2), limited range. */
function colourBox(): Part {
	return box("colr", ascii("nclx"), u16(1, 1, 1), u8(0));
}
