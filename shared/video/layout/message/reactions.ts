import type { Rect } from "../../scene/rect.ts";
import { ceilTo16 } from "../../scene/rounding.ts";
import type { Chat } from "../chat.ts";
import type { BlockInput, BlockItem } from "./block.ts";
import { mergeReactions } from "./merge-reactions.ts";
import { placeBadges } from "./reaction-badges.ts";
import { placePills } from "./reaction-pills.ts";

/** What the reactions to a message add to its block. */
export type PlacedReactions = {
	/** From back to front. */
	readonly items: readonly BlockItem[];
	/** To be cut out of the frames, with round ends. */
	readonly holes: readonly Rect[];
	/** The lower end of the lowest. */
	readonly endPx: number;
};

/** What they need over the frame. */
export function roomForReactionsPx(input: BlockInput, { look: { reaction } }: Chat): number {
	return reaction.at === "corner" && hasReactions(input) ? ceilTo16(reaction.roomPx) : 0;
}

/** The reactions that have landed, at the frames of a message. `chat` has the column in which it stands. Null: there are none. */
export function placeReactions(
	input: BlockInput,
	chat: Chat,
	frames: { readonly first: Rect; readonly last: Rect },
): PlacedReactions | null {
	const { reaction } = chat.look;
	if (reaction.at === "none" || !hasReactions(input)) return null;
	const { content, reactions: landed } = input;
	const merged = mergeReactions(content.reactions, landed, reaction.perPerson);
	return reaction.at === "corner"
		? placeBadges(merged, reaction, content, frames.first, chat)
		: placePills(merged, reaction, content, frames.last, chat);
}

/** They go with the message that they were given to. */
function hasReactions({ shows, reactions }: BlockInput): boolean {
	return reactions.length > 0 && shows !== "typing" && shows !== "deleted";
}
