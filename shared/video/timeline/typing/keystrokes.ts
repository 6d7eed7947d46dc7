import type { KeyboardPage } from "../../locale/keyboard.ts";

/** One key that is pressed, or the characters that a writer without lit keys adds at once. */
export type Stroke = {
	/** From the start of the typing, in whole ms. */
	readonly atMs: number;
	/** What the field holds from then on. */
	readonly draft: string;
	/** The page on which the key is, and the page when it is released. */
	readonly page: KeyboardPage;
	readonly nextPage: KeyboardPage;
	/** As its page shows it, or its name; null: no key lights up. */
	readonly key: string | null;
	/** The least time after the stroke before it, however little time there is. */
	readonly leastGapMs: number;
	/** Held down: it stays lit until the next stroke. */
	readonly isHeld: boolean;
	/** Part of a slip and of its mending: without these strokes the same text is typed. */
	readonly isSlip: boolean;
};

/** How a message is typed. */
export type Keystrokes = {
	/** What the field holds and the keyboard shows before the first stroke. */
	readonly opening: { readonly draft: string; readonly page: KeyboardPage };
	/** Their times ascend. */
	readonly strokes: readonly Stroke[];
	/** From the look at the empty field to the sending. */
	readonly durationMs: number;
	/** The shortest duration in which all of it can be typed. */
	readonly leastMs: number;
	/** There was less time than that: the beginning stands in the field from the start. */
	readonly isTooFast: boolean;
};
