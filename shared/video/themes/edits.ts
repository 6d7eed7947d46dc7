import type { WordKey } from "../locale/words.ts";
import type { IconName } from "./icons.ts";
import type { SmallType } from "./parts.ts";
import type { Tone } from "./tone.ts";

/** What tells that a message was edited. `none`: the look does not show it. */
export type Edited =
	| { readonly at: "none" }
	/** Before the time, in its type. */
	| { readonly at: "time"; readonly word: WordKey }
	/** A line over or under the frame, at its sender's side. */
	| ({
			readonly at: "above" | "below";
			readonly word: WordKey;
			/** From the outer edge of the frame. */
			readonly insetPt: number;
			/** To the frame. */
			readonly gapPt: number;
	  } & SmallType);

/** What stands in the place of a message that was deleted. `gone`: nothing, and others close up. */
export type Deleted = DeletedInside | DeletedLine | { readonly at: "gone" };

/** `{name}` is who sent it. */
type DeletedWords = { readonly own: WordKey; readonly theirs: WordKey };

/** In the frame, in place of its text. */
type DeletedInside = {
	readonly at: "inside";
	readonly words: DeletedWords;
	readonly isItalic: boolean;
	/** Before the words. Default: none. */
	readonly icon?: { readonly icon: IconName; readonly sizePt: number; readonly gapPt: number };
	/** A bubble of this edge alone, with letters of this tone. Default: the bubble as it was, with letters in its secondary tone. */
	readonly outline?: { readonly widthPt: number; readonly edge: Tone; readonly text: Tone };
};

/** A line in the middle of the column. It ends a run. */
type DeletedLine = { readonly at: "line"; readonly words: DeletedWords } & SmallType;
