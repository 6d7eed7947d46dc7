import type { Steps } from "../../../core/steps.ts";
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
	/** The top of the line that says that it was edited, if it has one over the frames. */
	readonly editedYPx: number;
	/** Where the frames begin. */
	readonly heightPx: number;
};

/**
 * From the top: a quote, the name, room for reactions, a line that it was edited. `chat` has the whole column, `column` what of it the
 * message stands in.
 */
export function* stackOverFrame(input: BlockInput, chat: Chat, column: Chat): Steps<OverFrame> {
	const line = findEditedLine(input, "above", chat);
	const linePx = line === null ? 0 : editedLinePx(line);
	const reply = yield* placeReplyAbove(input, chat, column);
	// Between a frame and the quote that it lies over there is no room for a line.
	const isOverAll = reply?.isCovered === true;
	const quoteYPx = isOverAll ? linePx : 0;
	const nameYPx = quoteYPx + (reply?.heightPx ?? 0);
	const name = hasSentence(input, chat) ? null : placeName(input, column);
	const restPx = (name?.sprite.heightPx ?? 0) + roomForReactionsPx(input, chat);
	const frameYPx = nameYPx + restPx + (isOverAll ? 0 : linePx);
	return {
		items: [
			...(reply?.items ?? []).map((item) => down(item, quoteYPx)),
			...(name === null ? [] : [down(name, nameYPx)]),
		],
		reply: reply === null ? null : { ...reply, bubble: down(reply.bubble, quoteYPx) },
		nameYPx,
		editedYPx: isOverAll ? 0 : frameYPx - linePx,
		heightPx: frameYPx,
	};
}

/** Whether a line over the quote says who replied, in place of the name. */
function hasSentence({ quoted }: BlockInput, { look: { reply } }: Chat): boolean {
	return quoted !== null && reply.at === "above" && reply.head.kind === "sentence";
}

export const down = <Part extends { readonly yPx: number }>(part: Part, byPx: number): Part => ({
	...part,
	yPx: part.yPx + byPx,
});
