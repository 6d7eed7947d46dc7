/**
 * What a stream may use of H.264 that all software decoders tried show rightly (docs/decoders.md), but that no decoder in hardware
 * could be asked about: each can be left out here.
 */
export type StreamSwitches = {
	/** Repeats are coded in CAVLC, by a picture parameter set of their own, among pictures in CABAC: 8 bytes instead of 63 at 1080×1920. */
	readonly mixedEntropyCoding: boolean;
	/** What settles comes before the pictures that lead to it, which are shown before it. */
	readonly reordering: boolean;
	/** Fades are mixed of two references, with B slices that have explicit weights. Only with reordering. */
	readonly explicitWeights: boolean;
};

export const STREAM_SWITCHES: StreamSwitches = {
	mixedEntropyCoding: true,
	reordering: true,
	explicitWeights: true,
};
