import { ChatreelError } from "../../../core/errors.ts";

/** AAC frames without their ADTS headers (ISO/IEC 14496-3, 1.A.2.2). */
export type AdtsStream = {
	readonly frames: readonly Uint8Array[];
	/** ISO/IEC 14496-3, 1.6.2.1: two bytes that configure a decoder. */
	readonly audioSpecificConfig: Uint8Array;
};

/** Throws RENDER_FAILED unless `data` is whole AAC-LC frames of one kind. The frames are views of `data`. */
export function parseAdts(data: Uint8Array): AdtsStream {
	const frames: Uint8Array[] = [];
	let config: Uint8Array | null = null;
	for (let at = 0; at < data.length; ) {
		const header = data.subarray(at, at + 7);
		const [sync0 = 0, sync1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0] = header;
		// Twelve bits of ones; then the MPEG version, layer 0, and whether there is no checksum.
		if (header.length < 7 || sync0 !== 0xff || (sync1 & 0xf6) !== 0xf0) throw notAdts("no header");
		const headerLength = (sync1 & 1) === 1 ? 7 : 9;
		const length = ((b3 & 3) << 11) | (b4 << 3) | (b5 >> 5);
		if (length < headerLength || at + length > data.length) throw notAdts("a frame cut off");
		if ((b6 & 3) !== 0) throw notAdts("several blocks in a frame");
		// The profile is the object type less one.
		const [objectType, rate, channels] = [(b2 >> 6) + 1, (b2 >> 2) & 15, ((b2 & 1) << 2) | (b3 >> 6)];
		config ??= Uint8Array.of((objectType << 3) | (rate >> 1), ((rate & 1) << 7) | (channels << 3));
		frames.push(data.subarray(at + headerLength, at + length));
		at += length;
	}
	if (config === null) throw notAdts("nothing");
	return { frames, audioSpecificConfig: config };
}

function notAdts(found: string): ChatreelError {
	return new ChatreelError(
		"RENDER_FAILED",
		`whole AAC frames were expected of ffmpeg, but there was ${found}`,
	);
}
