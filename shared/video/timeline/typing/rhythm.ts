/**
 * Every number of the rhythm. People copy 3 characters a second on a phone, the fastest of 37,370 seven (Palin et al., "How do people
 * type on mobile devices?", MobileHCI 2019). At that pace a message takes too long to watch: here it is 6 to 8, and looks alive because
 * the gaps differ as theirs do. All else is ours.
 */
export const RHYTHM = {
	/** The gap before a key: log-normal. */
	gap: { medianMs: 130, sigma: 0.35 },
	/** The other thumb is there already. */
	oppositeHands: 0.75,
	/** The same key twice, or the first of a word. */
	slowly: 1.6,
	/** However little time there is, and whatever chance says: no more than 14 letters a second. */
	leastLetterMs: 72,
	/** The same of keys that add no character: a frame at 30 a second. */
	leastSwitchMs: 34,
	/** One slip in so many characters, the first sooner or later; texts below the least length have none. */
	slips: { leastLength: 20, firstAfter: { min: 20, max: 80 }, apart: { min: 40, max: 60 } },
	/** A key that is held deletes so many letters one by one, and words from there on, as phones do. */
	lettersBeforeWords: 20,
	/** What is chosen from candidates comes in groups of up to so many characters. */
	mostChosen: 3,
	/** So long a key is lit at the most. */
	lightMs: 100,
	/** A key that would be dark for less than this stays lit until the next: nobody sees it, and each state costs a frame. */
	leastDarkMs: 40,
} as const;

/** How long somebody waits before a key, and how long at the least where time is short. */
export type Pause = { readonly minMs: number; readonly maxMs: number; readonly leastMs: number };

export const PAUSES = {
	first: { minMs: 400, maxMs: 900, leastMs: 100 },
	punctuation: { minMs: 250, maxMs: 500, leastMs: RHYTHM.leastLetterMs },
	/** To find an emoji on its page. */
	seek: { minMs: 250, maxMs: 500, leastMs: RHYTHM.leastLetterMs },
	/** To see a slip, and to delete it. */
	notice: { minMs: 300, maxMs: 300, leastMs: 100 },
	mend: { minMs: 110, maxMs: 110, leastMs: RHYTHM.leastSwitchMs },
	/** Before a draft is deleted. */
	doubt: { minMs: 600, maxMs: 1200, leastMs: 300 },
	/** A key that is held repeats after 400 ms and then every 50 ms (AOSP's keyboard). Words are slower, to be seen. */
	hold: { minMs: 400, maxMs: 400, leastMs: 200 },
	repeat: { minMs: 50, maxMs: 50, leastMs: RHYTHM.leastSwitchMs },
	repeatWord: { minMs: 100, maxMs: 100, leastMs: RHYTHM.leastSwitchMs },
	/** Between a draft that was deleted and the text. */
	anew: { minMs: 300, maxMs: 600, leastMs: 100 },
	send: { minMs: 400, maxMs: 900, leastMs: 100 },
} as const satisfies Readonly<Record<string, Pause>>;

export type PauseName = keyof typeof PAUSES;
