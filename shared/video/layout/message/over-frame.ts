import type { Steps } from "../../../core/steps.ts";
import { ceilTo16 } from "../../scene/rounding.ts";
import type { Chat } from "../chat.ts";
import type { BlockInput, BlockItem } from "./block.ts";
import { editedLinePx, findEditedLine } from "./edited.ts";
import { placeName } from "./name.ts";
import { roomForReactionsPx } from "./reactions.ts";
import { type PlacedReply, placeReplyAbove } from "./reply-above.ts";

/** What stands over the frames of a message, in px of the block. */
export type OverFrame = {
	/** From back to front. */
	readonly items: readonly BlockItem[];
	readonly reply: PlacedReply | null;
	/** Where a name begins, or else the frames. */
	readonly nameYPx: number;
	/** The top of the line that says that it was edited; null: there is none over the frames. */
	readonly editedYPx: number | null;
	/** Where the frames begin. */
	readonly heightPx: number;
};

/**
 * From the top: a quote, the name, room for reactions, a line that it was edited. What comes or changes later moves the frames by a
 * multiple of 16 px. `chat` has the whole column, `column` what of it the message stands in.
 */
export function* stackOverFrame(input: BlockInput, chat: Chat, column: Chat): Steps<OverFrame> {
	const line = findEditedLine(input, "above", chat);
	const linePx = line === null ? 0 : editedLinePx(line);
	const roomPx = ceilTo16(linePx);
	const reply = yield* placeReply(input, chat, column);
	// Over a quote that the frame lies over, there is room for the line.
	const topPx = reply === null ? 0 : roomPx;
	const replyPx = reply === null ? 0 : reply.heightPx;
	const hasHead =
		reply !== null && chat.look.reply.at === "above" && chat.look.reply.head.kind === "sentence";
	const name = hasHead ? null : placeName(input, column);
	const nameYPx = topPx + replyPx;
	const namePx = name?.sprite.heightPx ?? 0;
	const reactionsPx = roomForReactionsPx(input, chat);
	const heightPx = nameYPx + namePx + reactionsPx + (reply === null ? roomPx : 0);
	return {
		items: [
			...(reply?.items ?? []).map((item) => down(item, topPx)),
			...(name === null ? [] : [down(name, nameYPx)]),
		],
		reply: reply === null ? null : { ...reply, bubble: down(reply.bubble, topPx) },
		nameYPx,
		editedYPx: line === null ? null : reply === null ? heightPx - linePx : roomPx - linePx,
		heightPx,
	};
}

/** The quote with room over it, if it is lower than it was when what it quotes was as it came. */
function* placeReply(input: BlockInput, chat: Chat, column: Chat): Steps<PlacedReply | null> {
	const reply = yield* placeReplyAbove(input, chat, column);
	const { quoted } = input;
	if (reply === null || quoted === null || quoted.shows === "original") return reply;
	const first = yield* placeReplyAbove({ ...input, quoted: { ...quoted, shows: "original" } }, chat, column);
	const firstPx = first?.heightPx ?? 0;
	const overPx = firstPx + ceilTo16(reply.heightPx - firstPx) - reply.heightPx;
	return {
		...reply,
		items: reply.items.map((item) => down(item, overPx)),
		bubble: down(reply.bubble, overPx),
		heightPx: reply.heightPx + overPx,
	};
}

export const down = <Part extends { readonly yPx: number }>(part: Part, byPx: number): Part => ({
	...part,
	yPx: part.yPx + byPx,
});
