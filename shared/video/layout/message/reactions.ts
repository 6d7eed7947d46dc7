import type { Rect } from "../../scene/rect.ts";
import { ceilTo16 } from "../../scene/rounding.ts";
import type { Chat } from "../chat.ts";
import type { BlockInput } from "./block.ts";
import { mergeReactions } from "./merge-reactions.ts";
import { isFrameless } from "./message-text.ts";
import type { PlacedReactions } from "./placed-reactions.ts";
import { placeBadges } from "./reaction-badges.ts";
import { placePills } from "./reaction-pills.ts";

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
	if (reaction.at === "corner") return placeBadges(merged, reaction, content, frames.first, chat);
	// Under emoji alone there is no edge to lie over, but there may be the time.
	const isUnderTime = isFrameless(input, chat) && chat.look.meta.at === "inside";
	const pills = isUnderTime ? { ...reaction, overlapPx: 0 } : reaction;
	return placePills(merged, pills, content, frames.last, chat);
}

/** They go with the message that they were given to. */
function hasReactions({ shows, reactions }: BlockInput): boolean {
	return reactions.length > 0 && shows !== "typing" && shows !== "deleted";
}
