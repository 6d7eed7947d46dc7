/**
 * What a stream may use of H.264 that all software decoders tried show rightly (docs/decoders.md), but that no decoder in hardware
 * could be asked about: each can be left out here.
 */
export type StreamSwitches = {
	/** Repeats are coded in CAVLC, by a picture parameter set of their own, among pictures in CABAC: 8 bytes instead of 63 at 1080×1920. */
	readonly mixedEntropyCoding: boolean;
};

export const STREAM_SWITCHES: StreamSwitches = { mixedEntropyCoding: true };
