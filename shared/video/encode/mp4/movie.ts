/** Samples (pictures, or frames of sound) of one track that lie in the file in one piece. */
export type Chunk = {
	readonly track: "video" | "audio";
	readonly firstSample: number;
	readonly sampleCount: number;
	readonly bytes: number;
};

/** Samples of equal duration but for the last, on a clock of `timescale` ticks a second. */
type TrackTimes = {
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
	/** The size of each sample in bytes. */
	readonly sizes: readonly number[];
	/** By how many ticks each sample is shown later than it is decoded (less than 0: earlier); null: none is. */
	readonly delays: readonly number[] | null;
	/** Indexes of the samples at which a player can start; null: at every sample. */
	readonly keys: readonly number[] | null;
	/** The decoder's configuration: a box of its own kind (`avc1`, `mp4a`). */
	readonly sampleEntry: Uint8Array;
	/** 0 for sound. */
	readonly widthPx: number;
	readonly heightPx: number;
};

export type Movie = {
	/** Ticks a second of `durationTicks`. */
	readonly timescale: number;
	/** The same for every track: the sound ends with the pictures. */
	readonly durationTicks: number;
	readonly tracks: readonly Track[];
	/** In the order of the file. */
	readonly chunks: readonly Chunk[];
};
