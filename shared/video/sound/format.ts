/** Hz: what video players and phones work in, so that nobody resamples. */
export const SAMPLE_RATE = 48_000;

/** Samples of one frame of AAC-LC (ISO/IEC 14496-3). Sounds start on its multiples and are whole multiples long. */
export const FRAME_SAMPLES = 1024;

/** Speech and clicks in mono: near transparent with ffmpeg's own AAC encoder. Silence takes next to nothing of it. */
export const AAC_BITS_PER_SECOND = 96_000;

/** A level in decibels below full scale, as an amplitude of 0..1. */
export function toAmplitude(dbfs: number): number {
	return 10 ** (dbfs / 20);
}
