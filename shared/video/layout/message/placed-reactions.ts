import type { Rect } from "../../scene/rect.ts";
import type { BlockItem } from "./block.ts";

/** What the reactions to a message add to its block. */
export type PlacedReactions = {
	/** From back to front. */
	readonly items: readonly BlockItem[];
	/** To be cut out of the frames, with round ends. */
	readonly holes: readonly Rect[];
	/** The lower end of the lowest. */
	readonly endPx: number;
};
