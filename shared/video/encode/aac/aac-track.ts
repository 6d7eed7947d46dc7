/** Samples of one frame of AAC-LC (ISO/IEC 14496-3, 4.5.2.1.1). */
export const FRAME_SAMPLES = 1024;

/**
 * Samples that an AAC-LC encoder puts before the sound: the window of its first frame begins one frame before the first sample.
 * ffmpeg's encoder has exactly this delay (`initial_padding` in its aacenc.c). A player leaves it out.
 */
export const PRIMING_SAMPLES = 1024;

/**
 * Frame k is a window over the samples from (k − 1) × 1024 to (k + 1) × 1024, so n samples need one frame more than they fill.
 */
export function countAacFrames(sampleCount: number): number {
	return Math.ceil(sampleCount / FRAME_SAMPLES) + 1;
}

/** An AAC-LC track. The first 1024 samples it decodes to are the encoder's priming, which a player leaves out. */
export type AacTrack = {
	readonly audioSpecificConfig: Uint8Array;
	/** Hz. */
	readonly sampleRate: number;
	readonly channels: number;
	/** Raw frames (no ADTS header) of 1024 samples, in order. Each iteration gives the same arrays. */
	readonly frames: Iterable<Uint8Array>;
	readonly frameCount: number;
};
