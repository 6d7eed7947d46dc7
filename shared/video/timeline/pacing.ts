/** The numbers at some pace. */
export type Pacing = Widened<typeof PACING>;

type Widened<Numbers> = Numbers extends number
	? number
	: { readonly [Name in keyof Numbers]: Widened<Numbers[Name]> };

/**
 * Every number that decides when things happen. NETFLIX stands for Netflix's Timed Text Style Guides
 * (partnerhelp.netflixstudios.com): the general requirements, and the English, Korean, Chinese and Japanese guides;
 * subtitles are the best studied case of short texts that are read at a pace somebody else sets. Numbers marked
 * "ours" have no source but watching what texting-story makers publish.
 */
export const PACING = {
	/**
	 * The fastest an adult is asked to read, in characters a second (NETFLIX, "Reading speed limits"). What has no
	 * limit of its own here is read as English.
	 */
	charactersPerSecond: { english: 20, korean: 12, chinese: 9, japanese: 4 },
	/**
	 * From so much reading on, which is 120 Latin letters, a reader is in the text and goes on faster: 26 letters a second (ours). Only
	 * the rest is read so, or a longer text would stand for less time than a shorter one.
	 */
	inText: { afterMs: 6000, speedUp: 1.3 },
	/** What takes longer to read than this, 224 Latin letters, is a still picture that loses viewers (ours). */
	longReadingMs: 10_000,

	/**
	 * The least time a message stands before the next one, or its dots, begins; a longer text stands for its entrance and
	 * its reading time. Makers ask for 1 to 1.5 s a message; with dots before it, an answer comes after about 2 s, which
	 * is what they ask for a reveal. There is no most: NETFLIX's 7 s go with subtitles of 84 characters, and our own
	 * pacing must never be what READING_SPEED warns of.
	 */
	shortestHoldMs: 1200,

	/**
	 * Dots before a "them" message, by the length of its text; the bounds are what makers ask for. Each character counts
	 * as in reading, so 85 Latin letters or 17 kana reach the longest time (ours).
	 */
	typing: { minMs: 800, maxMs: 2500, msPerCharacter: 20 },
	/** Shorter dots are a flicker, not a sign that somebody writes: they are left out (ours). */
	shortestTypingMs: 300,
	/** Dots come no earlier than this after the message before them (ours). */
	typingAfterMessageMs: 250,
	/** And no earlier than so long before that message has come to rest: the end of a movement is slow (ours). */
	typingBeforeRestMs: 100,

	/** After dots that no message follows nothing happens for so long, for the viewer to see that they are gone (ours). */
	afterStoppedMs: 700,
	/** Of several who type at once each begins so long after the one before (ours). */
	typingApartMs: 400,
	/** A voice note is looked at so long, for its waveform and its length: it is still, and nobody hears it (ours). */
	voiceSeenMs: 1500,
	/** A new status in the header is looked for, and read: it is a few words (ours). */
	statusMs: 1200,

	/**
	 * A longer text is not typed unless that is asked for: at 6 to 8 characters a second it takes up to 10 s, and nobody waits for longer
	 * (ours).
	 */
	mostTypedCharacters: 60,
	/** It takes so long to come up: the spring of iOS is within a hundredth of its way by then. */
	keyboardRisesMs: 400,
	/** The keyboard stays up where something follows within this time. */
	keyboardStaysMs: 4000,
	/** Else it goes down so long after the last message: once that is at rest, and well before the next (ours). */
	keyboardDownMs: 1000,

	/** The first message, when it has no time of its own: after a look at the header, early enough to be a hook (ours). */
	firstMessageMs: 1000,
	/** Before a first message of "them" the chat is quiet so long, and then the shortest dots begin (ours). */
	firstTypingMs: 400,
	/** A first message later than this loses viewers: the first 3 s decide whether they stay (makers' rule of thumb). */
	lateStartMs: 3000,

	/** How long a message takes to come to rest where no look says so: the scroll of iMessage as it was for long. */
	entranceMs: 350,
	/** The least time the last message stands when no length is given; a longer text is held like any other. */
	shortestTailMs: 2000,
	/**
	 * The same when a length is given: its entrance, two frames at rest even at 24 a second, and its sound to the end
	 * (ours).
	 */
	leastGivenTailMs: 500,
	/** Those two frames. */
	leastRestMs: 84,

	/** "Delivered" comes this long after a sent message, as on a good connection (ours). */
	deliveredAfterMs: 600,
	/** "Read" comes before the answer's dots: as long before as the message takes to read, within these bounds (ours). */
	readBeforeAnswerMs: { min: 300, max: 1200 },
	/** Where a message is read and not answered, "Read" comes this long after "Delivered" (ours). */
	readAfterDeliveredMs: 900,
	/** A receipt stays at least this long before it changes or goes; "Delivered" is left out where it would be seen for less (ours). */
	receiptMinMs: 300,
	/** The least time that the last receipt is seen when no length is given: as "Delivered" under a last message (ours). */
	receiptTailMs: 1400,

	/**
	 * A reaction without a time of its own lands when the message has been read, and no sooner than this after it came to rest: whoever
	 * reacts reads, holds the message and chooses (ours).
	 */
	reactionAfterMs: 900,
	/** Several land so long after each other (ours). */
	reactionGapMs: 700,
	/** So long a reaction, or a deletion, is looked at before the story goes on or ends (ours). */
	eventSeenMs: 1000,
	/** What is edited or deleted sooner after it appears was not seen to be there (ours): twice its entrance. */
	shortestSeenMs: 700,
} as const;
