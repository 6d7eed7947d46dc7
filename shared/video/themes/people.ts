import type { SmallType } from "./parts.ts";
import type { Tone } from "./tone.ts";

/**
 * Who writes, in a group: over the first message of a run of theirs. Of `tones` each person has one, by their place among the others,
 * unless they have a colour of their own; without `tones` all names are alike.
 */
export type Name =
	| { readonly at: "none" }
	/** Over the frame, `startPt` further in than its edge. */
	| ({ readonly at: "head"; readonly startPt: number; readonly tones?: readonly Tone[] } & SmallType)
	/** In the bubble, over its text. A row has no inside: its name stands over it. */
	| ({ readonly at: "inside"; readonly tones: readonly Tone[] } & SmallType);

/**
 * A person's picture beside a message of theirs. `last`: beside the last of a run, at its foot. `first`: beside the first, at its top.
 * Bubbles of theirs stand further in by `sizePt` and `gapPt`, all of them; a row has an indent that leaves the room.
 */
export type Avatar =
	| { readonly at: "none" }
	| {
			readonly at: "last" | "first";
			readonly sizePt: number;
			/** To the frame without its tail. */
			readonly gapPt: number;
			/** In groups only, or also in a chat of two. */
			readonly when: "group" | "always";
	  };
