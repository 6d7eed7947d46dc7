import { box, concat, fullBox, type Part, u8, u16, u32 } from "./box.ts";

type SoundFormat = {
	readonly audioSpecificConfig: Uint8Array;
	readonly sampleRate: number;
	readonly channels: number;
};

/**
 * Describes the sound for a decoder: MPEG-4 AAC (`mp4a`). `sizes` are the bytes of its frames, each of which lasts
 * `frameSeconds`.
 */
export function soundEntry(format: SoundFormat, sizes: readonly number[], frameSeconds: number): Part {
	return box(
		"mp4a",
		u32(0),
		u16(0, 1),
		u32(0, 0),
		u16(format.channels, 16, 0, 0),
		u32(format.sampleRate * 0x1_0000),
		fullBox("esds", 0, 0, streamDescriptor(format, sizes, frameSeconds)),
	);
}

/** ISO/IEC 14496-1, 7.2.6.5, with its descriptors: 3 the stream, 4 its decoder, 5 the decoder's configuration, 6 the packets. */
function streamDescriptor(
	{ audioSpecificConfig }: SoundFormat,
	sizes: readonly number[],
	frameSeconds: number,
): Part {
	const bytes = sizes.reduce((sum, size) => sum + size, 0);
	const bitsPerSecond = (count: number, frames: number) => Math.ceil((8 * count) / (frames * frameSeconds));
	const largest = sizes.reduce((max, size) => Math.max(max, size), 0);
	const decoder = descriptor(
		4,
		// Object type 0x40 is MPEG-4 audio, stream type 5 audio, and the bit after it is always one. No buffer size is given.
		u8(0x40, (5 << 2) | 1, 0, 0, 0),
		u32(bitsPerSecond(largest, 1), bitsPerSecond(bytes, Math.max(1, sizes.length))),
		descriptor(5, audioSpecificConfig),
	);
	return descriptor(3, u16(0), u8(0), decoder, descriptor(6, u8(2)));
}

/** ISO/IEC 14496-1, 8.3.3: a size below 128 is one byte. */
function descriptor(tag: number, ...parts: readonly Part[]): Part {
	const length = parts.reduce((sum, part) => sum + part.length, 0);
	if (length > 127)
		throw new RangeError(`an MPEG-4 descriptor of at most 127 bytes was expected, not ${length}`);
	return concat([u8(tag, length), ...parts]);
}
