/** Where some samples (pictures, or frames of sound) of one track lie in the file, in one piece. */
export type Chunk = {
	readonly track: "video" | "audio";
	readonly firstSample: number;
	readonly sampleCount: number;
	readonly bytes: number;
};

/** Samples of equal duration but for the last, on a clock of `timescale` ticks a second. */
export type TrackTimes = {
	readonly timescale: number;
	readonly sampleTicks: number;
	readonly lastSampleTicks: number;
	/** Ticks that a player leaves out at the beginning. */
	readonly skippedTicks: number;
};

export type Track = {
	readonly id: number;
	readonly kind: Chunk["track"];
	readonly times: TrackTimes;
	/** Bytes of each sample. */
	readonly sizes: readonly number[];
	/** Indexes of the samples that a player can start at; null where it can at each. */
	readonly keys: readonly number[] | null;
	/** What a decoder has to know: a box of its own kind (`avc1`, `mp4a`). */
	readonly sampleEntry: Uint8Array;
	/** 0 for sound. */
	readonly widthPx: number;
	readonly heightPx: number;
};

export type Movie = {
	/** Ticks a second of `durationTicks`. */
	readonly timescale: number;
	/** Of every track: the sound ends with the pictures. */
	readonly durationTicks: number;
	readonly tracks: readonly Track[];
	/** In the order of the file. */
	readonly chunks: readonly Chunk[];
};
