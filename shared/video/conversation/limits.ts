/** The limits of a conversation, for the schema and for its messages. */
export const LIMITS = {
	/** JSON text, UTF-8, without its data URLs. Checked first: it bounds the work that any input can cause. */
	conversationBytes: 500_000,
	/**
	 * Data URLs, in characters. One holds a photo of a phone (12 megapixels, about 3 MB before base64), all together what a request
	 * of a function takes.
	 */
	dataUrl: { bytes: 4_000_000, bytesTogether: 6_000_000 },
	/**
	 * A photo of 48 megapixels, the largest of a phone, has up to 15 MB and fills 200 MB while it is decoded; that is what a process of
	 * 512 MB has left. Sides are what WebP can say. Files are bytes, without data URLs. Each place counts, also of one picture.
	 */
	picture: {
		side: 16384,
		pixels: 50_000_000,
		fileBytes: 20_000_000,
		fileBytesTogether: 80_000_000,
		count: 60,
	},
	/** Default of the option `maxMessages`, which the function reads from MAX_MESSAGES. */
	messages: 50,
	text: { graphemes: 500, bytes: 8000 },
	/** A name or status: one line of a header. As many bytes a grapheme as a message may have. */
	line: { graphemes: 80, bytes: 1280 },
	/** A grey line between messages: two lines of a phone. */
	note: { graphemes: 160, bytes: 2560 },
	timestampSeconds: { min: 0, max: 3600 },
	/** The last timestamp and a minute for what follows it. */
	durationSeconds: { max: 3660 },
	/** The largest group whose faces and names can be told apart (DESIGN: up to twelve others). */
	people: { min: 1, max: 12 },
	/** Of a person or a message. Longer ones are texts. */
	idCharacters: 40,
	/** A grid of four is the most that a phone shows of one message without a counter. */
	images: { min: 1, max: 4 },
	/** One of each of twelve others, of oneself, and some who give two. */
	reactions: { min: 0, max: 20 },
	/** Nobody watches a minute in which nothing happens. */
	waitSeconds: { min: 0, max: 60 },
	/** An hour, as with timestamps: what comes after the end is not shown anyway. */
	afterSeconds: { min: 0, max: 3600 },
	/** The longest label of a voice note is 59:59. */
	voiceSeconds: { min: 0.1, max: 3599 },
	/** At half the pace chats drag, at three times nobody can read along. */
	pace: { min: 0.5, max: 3 },
	battery: { min: 0, max: 100 },
	volume: { min: 0, max: 1 },
	/** A part is long enough for two messages, and no longer than a video. */
	splitSeconds: { min: 5, max: 3660 },
	splitCount: { min: 2, max: 50 },
	/** More repeated messages than these fill the screen. */
	splitOverlap: { min: 0, max: 10 },
	/** RFC 5646, section 4.4.1: the space that a language tag needs. */
	localeCharacters: 35,
	/** A path beside the conversation: deeper than any folder of pictures. */
	pathCharacters: 300,
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
