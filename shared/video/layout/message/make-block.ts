import type { Steps } from "../../../core/steps.ts";
import { type Rect, unite } from "../../scene/rect.ts";
import { ceilTo16 } from "../../scene/rounding.ts";
import type { Chat } from "../chat.ts";
import { besideAvatars, createAvatars, type PlaceAvatar, withAvatar } from "./avatar.ts";
import { type Block, type BlockInput, type BlockItem, itemName } from "./block.ts";
import { cutOut } from "./cut-out.ts";
import { createFrameParts } from "./frame-parts.ts";
import { placeName } from "./name.ts";
import { placeReactions, roomForReactionsPx } from "./reactions.ts";
import { edgePx } from "./side.ts";
import type { Dots } from "./typing.ts";

/** Makes the block of a message, or of its dots, in any state. */
export type MakeBlock = (input: BlockInput) => Steps<Block>;

/**
 * Blocks are built out of their parts, from the top: the name, the pictures, the frame with the text, the reactions at a corner or
 * under it; beside them the avatar. What a message shows first decides its height; in a later state it differs from that by a multiple of 16 px, so that all
 * below it stays on the grid.
 */
export function createBlocks(chat: Chat, dots: Dots | null): MakeBlock {
	const makeParts = createFrameParts();
	const placeAvatar = createAvatars(chat);

	function* stackParts(input: BlockInput): Steps<Block> {
		const { content } = input;
		const column = besideAvatars(chat, content);
		const items: BlockItem[] = [];
		const name = placeName(input, column);
		if (name !== null) items.push(name);
		const topPx = (name?.sprite.heightPx ?? 0) + roomForReactionsPx(input, chat);
		const parts = (yield* makeParts(input, column)).map((part) => ({
			item: { ...part.item, yPx: part.item.yPx + topPx },
			frame: down(part.frame, topPx),
			lines: part.lines.map((line) => ({ ...line, box: down(line.box, topPx) })),
		}));
		const frame = parts.map((part) => part.frame).reduce(unite);
		const [first = frame, last = frame] = [parts[0]?.frame, parts.at(-1)?.frame];
		const reactions = placeReactions(input, column, { first, last });
		items.push(...parts.map(({ item }) => cutOut(item, reactions?.holes ?? [])), ...(reactions?.items ?? []));
		const block = {
			entry: content.entry,
			isOwn: content.isOwn,
			heightPx: Math.max(frame.yPx + frame.heightPx, reactions?.endPx ?? 0),
			items,
			frame,
			lines: parts.flatMap(({ lines }) => lines),
		};
		return withAvatar(block, placeAvatar(input, { first, last }));
	}

	return function* makeBlock(input: BlockInput): Steps<Block> {
		if (input.shows === "typing") {
			if (dots === null) throw new RangeError("expected a look whose dots stand in the column");
			return makeTypingBlock(input, dots, chat, placeAvatar);
		}
		const block = yield* stackParts(input);
		if (input.shows === "original" && input.reactions.length === 0) return block;
		const first = yield* stackParts({ ...input, shows: "original", reactions: [] });
		return { ...block, heightPx: first.heightPx + ceilTo16(block.heightPx - first.heightPx) };
	};
}

/** The dots in the place of a message. They are no higher than a message of one line, so that the column never moves back for it. */
function makeTypingBlock(input: BlockInput, dots: Dots, chat: Chat, placeAvatar: PlaceAvatar): Block {
	const { entry, isOwn } = input.content;
	const column = besideAvatars(chat, input.content);
	const xPx = dots.xPx + column.leftPx - chat.leftPx + column.rightPx - chat.rightPx;
	const items = [{ item: itemName(entry, "typing"), sprite: dots.first, xPx, yPx: 0 }];
	const block = { entry, isOwn, heightPx: dots.heightPx, items, frame: null, lines: [] };
	// The avatar stands where that of a message does.
	const [widthPx, heightPx] = [dots.first.widthPx, dots.heightPx];
	const { theirs } = chat.look.message;
	const place = { xPx: edgePx(theirs, false, column, widthPx), yPx: 0, widthPx, heightPx };
	return withAvatar(block, placeAvatar(input, { first: place, last: place }));
}

const down = (rect: Rect, byPx: number): Rect => ({ ...rect, yPx: rect.yPx + byPx });
