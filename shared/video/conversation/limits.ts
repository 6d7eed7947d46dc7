/** The limits of a conversation, for the schema and for its messages. */
export const LIMITS = {
	/** JSON text, UTF-8. Checked first: it bounds the work that any input can cause. */
	conversationBytes: 500_000,
	/** Default of the option `maxMessages`, which the function reads from MAX_MESSAGES. */
	messages: 50,
	text: { graphemes: 500, bytes: 8000 },
	/** A name or status: one line of a header. As many bytes a grapheme as a message may have. */
	line: { graphemes: 80, bytes: 1280 },
	timestampSeconds: { min: 0, max: 3600 },
	/** The last timestamp and a minute for what follows it. */
	durationSeconds: { max: 3660 },
	/** Pixels; even, because 4:2:0 video has one colour sample for two. */
	side: { min: 240, max: 3840 },
	fps: { min: 24, max: 60 },
	/**
	 * x264's own range is 0 to 51. Below 10 files grow several times without a difference that can be seen (x264's
	 * documentation calls 17 to 18 visually lossless); above 40 small text falls apart, and 40 leaves the engine's
	 * constant QP, which is about 6 above the CRF, within 51.
	 */
	crf: { min: 10, max: 40 },
} as const;

/** x264's presets in ascending cost. The three slower ones are left out: many times the CPU for a few percent of size. */
export const PRESETS = ["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow"] as const;
