import type { Edge } from "./bar-parts.ts";
import type { Tone } from "./tone.ts";

/** The keyboard that types one's own messages. `none`: the look does not show it. */
export type Keyboard = { readonly at: "none" } | PhoneKeyboard;

/** At the screen's lower end, as wide as the screen. Lengths that are given hold for any width; letters share what is left. */
export type PhoneKeyboard = {
	readonly at: "below";
	/** Down to the screen's edge. */
	readonly heightPt: number;
	readonly fill: Tone;
	/** Of its upper corners. */
	readonly radiusPt: number;
	/** At its upper edge. Default: none. */
	readonly hairline?: Edge;
	/** Over the keys, with room for three suggestions, of which it has none. Default: no bar. */
	readonly bar?: { readonly heightPt: number; readonly separator: Tone };
	readonly keys: KeyGrid;
	readonly letter: KeyTones;
	/** Shift, delete, the keys that change the page, and return. */
	readonly special: KeyTones;
	/** Shift while it is on. Default: as the other special keys. */
	readonly shiftOn?: { readonly fill: Tone; readonly ink: Tone };
	readonly space: KeyTones;
	/** Under each key, without blur. Default: none. */
	readonly shadow?: { readonly tone: Tone; readonly downPt: number };
	readonly ink: Tone;
	readonly type: {
		readonly letterPt: number;
		readonly capitalPt: number;
		/** "123". */
		readonly pagePt: number;
		/** The words of space and return. `none`: space is blank, and return has its arrow. */
		readonly words: "none" | { readonly sizePt: number };
	};
	/** How a pressed letter is shown. Other keys change their tone. */
	readonly pressed: { readonly kind: "tone" } | Popup;
	/** Globe and microphone: how far their middles are from the sides and the lower edge. */
	readonly foot: { readonly globePt: number; readonly microphonePt: number; readonly upPt: number };
	readonly emoji: EmojiPage;
};

/** Four rows of keys. */
export type KeyGrid = {
	/** From the keyboard's top to the first row. */
	readonly topPt: number;
	readonly heightPt: number;
	/** Between two rows, and two keys. */
	readonly rowGapPt: number;
	readonly gapPt: number;
	/** Beside the widest row. */
	readonly sidePt: number;
	readonly radiusPt: number;
	/** Shift and delete, and the gap between them and letters. Where letters need the room, they are narrower. */
	readonly shiftPt: number;
	readonly shiftGapPt: number;
	/** The two at the start of the last row. */
	readonly pagePt: number;
	readonly returnPt: number;
};

export type KeyTones = { readonly fill: Tone; readonly pressed: Tone };

/** A head over the pressed key that a neck joins to it. */
export type Popup = {
	readonly kind: "popup";
	readonly fill: Tone;
	/** Around it. */
	readonly edge: Edge;
	/** How much wider than the key its head is, at both sides together. */
	readonly widerPt: number;
	readonly headPt: number;
	readonly neckPt: number;
	readonly radiusPt: number;
	readonly letterPt: number;
};

/** A field to search in, rows of emoji, and a row of categories. */
type EmojiPage = {
	readonly search: { readonly topPt: number; readonly heightPt: number; readonly fill: Tone };
	readonly topPt: number;
	readonly rows: number;
	readonly columns: number;
	/** From one row to the next. */
	readonly pitchPt: number;
	readonly sizePt: number;
	readonly sidePt: number;
	/** The row on which the categories are centred, from the keyboard's top. */
	readonly categoriesPt: number;
	/** Of categories that are not open. */
	readonly faint: Tone;
	/** Behind the open category, and a pressed emoji. */
	readonly chosen: Tone;
};
