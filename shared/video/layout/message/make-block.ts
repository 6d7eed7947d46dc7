import type { Steps } from "../../../core/steps.ts";
import { type Rect, unite } from "../../scene/rect.ts";
import { ceilTo16 } from "../../scene/rounding.ts";
import type { Chat } from "../chat.ts";
import { drawLine } from "../lines/draw-line.ts";
import { besideAvatars, createAvatars, type PlaceAvatar, withAvatar } from "./avatar.ts";
import { type Block, type BlockInput, type BlockItem, itemName } from "./block.ts";
import { captionSpan } from "./caption.ts";
import { cutOut } from "./cut-out.ts";
import { deletedWords } from "./deleted.ts";
import { editedLinePx, findEditedLine, placeEditedLine } from "./edited.ts";
import { createFrameParts } from "./frame-parts.ts";
import { down, type OverFrame, stackOverFrame } from "./over-frame.ts";
import { placeReactions } from "./reactions.ts";
import { drawThread } from "./reply-thread.ts";
import { edgePx, isFrameRight } from "./side.ts";
import type { Dots } from "./typing.ts";

/** Makes the block of a message, or of its dots, in any state. */
export type MakeBlock = (input: BlockInput) => Steps<Block>;

/**
 * Blocks are built out of their parts, from the top: a quote and the name, the pictures, the frame with the text, the reactions at a
 * corner or under it, a line that it was edited; beside them the avatar. What a message shows first decides how far it reaches down
 * from the top of its frame; in a later state that differs by a multiple of 16 px, so that all below it stays on the grid.
 */
export function createBlocks(chat: Chat, dots: Dots | null): MakeBlock {
	const makeParts = createFrameParts();
	const placeAvatar = createAvatars(chat);

	function* stackParts(input: BlockInput): Steps<Block> {
		const { content } = input;
		const column = besideAvatars(chat, content);
		const over = yield* stackOverFrame(input, chat, column);
		const parts = (yield* makeParts(input, column)).map((part) => ({
			item: down(part.item, over.heightPx),
			frame: down(part.frame, over.heightPx),
			lines: part.lines.map((line) => ({ ...line, box: down(line.box, over.heightPx) })),
		}));
		const frame = parts.map((part) => part.frame).reduce(unite);
		const [first = frame, last = frame] = [parts[0]?.frame, parts.at(-1)?.frame];
		const reactions = placeReactions(input, column, { first, last });
		const endPx = Math.max(frame.yPx + frame.heightPx, reactions?.endPx ?? 0);
		const edited = placeEdited(input, over, { first, last, endPx }, column);
		const items = [
			...over.items,
			...placeThread(input, over, first, column),
			...parts.map(({ item }) => cutOut(item, reactions?.holes ?? [])),
			...(reactions?.items ?? []),
			...(edited === null ? [] : [edited.item]),
		];
		const block = {
			entry: content.entry,
			isOwn: content.isOwn,
			heightPx: Math.max(endPx, edited?.endPx ?? 0),
			items,
			frame,
			lines: parts.flatMap(({ lines }) => lines),
		};
		return withAvatar(block, placeAvatar(input, { first, last }));
	}

	/** What stands in the place of a message that was deleted, where that is no message. */
	function makeDeletedLine({ content }: BlockInput): Block | null {
		const { look, leftPx, rightPx } = chat;
		const { deleted } = look;
		if (deleted.at !== "line") return null;
		const item = itemName(content.entry, "deleted");
		const spans = [captionSpan(deletedWords(content, look), deleted, look)];
		const sprite = drawLine(item, spans, { ...deleted, at: "plain" }, chat);
		const xPx = 2 * Math.round((leftPx + rightPx - sprite.widthPx) / 4);
		const { entry } = content;
		const items = [{ item, sprite, xPx, yPx: 0 }];
		return { entry, isOwn: false, heightPx: sprite.heightPx, items, frame: null, lines: [] };
	}

	/** As the message was when it came. */
	function* stackFirst(input: BlockInput, block: Block): Steps<Block> {
		const { shows, reactions } = input;
		const quoted = quoteFirst(input);
		if (shows === "original" && reactions.length === 0 && quoted === input.quoted) return block;
		return yield* stackParts({ ...input, shows: "original", reactions: [], quoted });
	}

	return function* makeBlock(input: BlockInput): Steps<Block> {
		if (input.shows === "typing") {
			if (dots === null) throw new RangeError("expected a look whose dots stand in the column");
			return makeTypingBlock(input, dots, chat, placeAvatar);
		}
		const line = input.shows === "deleted" ? makeDeletedLine(input) : null;
		if (line !== null) return line;
		const block = yield* stackParts(input);
		const first = yield* stackFirst(input, block);
		const [topPx, firstPx] = [block.frame?.yPx ?? 0, belowTopPx(first)];
		return { ...block, heightPx: topPx + firstPx + ceilTo16(belowTopPx(block) - firstPx) };
	};
}

/** From the top of its frame to its end. */
const belowTopPx = ({ heightPx, frame }: Block) => heightPx - (frame?.yPx ?? 0);

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

/** The quote as it was when what it quotes was as it came. */
function quoteFirst({ quoted }: BlockInput): BlockInput["quoted"] {
	return quoted === null || quoted.shows === "original" ? quoted : { ...quoted, shows: "original" };
}

/** The line from the quote to what answers it. */
function placeThread(input: BlockInput, over: OverFrame, frame: Rect, column: Chat): readonly BlockItem[] {
	const { look } = column;
	const { entry, isOwn } = input.content;
	if (over.reply === null || look.reply.at !== "above" || look.reply.thread === undefined) return [];
	const item = itemName(entry, "reply-thread");
	const isRight = isFrameRight(look.message[isOwn ? "own" : "theirs"], isOwn, column);
	const ends = {
		quote: { ...over.reply.bubble, isRight: over.reply.isRight },
		frame: { ...frame, isRight },
		topPx: over.nameYPx,
	};
	return [drawThread(item, ends, look.reply.thread)];
}

type Frames = { readonly first: Rect; readonly last: Rect; readonly endPx: number };

/** The line that says that a message was edited, over its first frame or under all; null: it has none. */
function placeEdited(
	input: BlockInput,
	{ editedYPx }: OverFrame,
	{ first, last, endPx }: Frames,
	column: Chat,
) {
	const above = findEditedLine(input, "above", column);
	if (above !== null) return { item: placeEditedLine(input, above, first, editedYPx, column), endPx };
	const below = findEditedLine(input, "below", column);
	if (below === null) return null;
	const yPx = endPx + editedLinePx({ ...below, linePx: 0 });
	return { item: placeEditedLine(input, below, last, yPx, column), endPx: endPx + editedLinePx(below) };
}
