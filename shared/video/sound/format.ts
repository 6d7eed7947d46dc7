/** Hz, the rate of video players and phones, so that nothing has to resample. */
export const SAMPLE_RATE = 48_000;

/** Samples of one frame of AAC-LC (ISO/IEC 14496-3). Sounds start on its multiples and are whole multiples long. */
export const FRAME_SAMPLES = 1024;

/** Near transparent for clicks in mono with ffmpeg's own AAC encoder. Silence takes next to nothing of it. */
export const AAC_BITS_PER_SECOND = 96_000;

/** Converts decibels below full scale to an amplitude of 0..1. */
export function toAmplitude(dbfs: number): number {
	return 10 ** (dbfs / 20);
}
