/** The quantities of a plan that cost CPU. A quote is computed from these alone. */
export type PlanSummary = {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly fps: number;
	/** Frames of the video: pictures drawn plus repeats. */
	readonly frameCount: number;
	readonly durationMs: number;
	/** Distinct pictures, each drawn and handed to the encoder once. */
	readonly pictureCount: number;
	/** Frames equal to the one before. */
	readonly repeatCount: number;
	/** Pixel rows that differ from the picture before, summed over all pictures; the first picture counts whole. */
	readonly dirtyRowCount: number;
	/** Strips (full-width rows of 16 pixels) that look different, each coded once. */
	readonly stripCount: number;
	/** Strips of the stream, repetitions counted: those of key frames and of changed rows. */
	readonly placedStripCount: number;
	/** The placed strips that are in no key frame. */
	readonly bandCount: number;
	/** Text on the placed strips, in ems of its own size. */
	readonly placedTextEms: number;
	/** Key frames. */
	readonly keyCount: number;
	/** Pictures coded as a difference to an earlier one; some of them have a part that moved. */
	readonly interCount: number;
	readonly scrollCount: number;
	/** Pixels to rasterise: the areas of all sprites, each once. */
	readonly spritePixelCount: number;
	/** Milliseconds of the video in which a sound effect plays; 0 when sound is off. */
	readonly soundMs: number;
};
