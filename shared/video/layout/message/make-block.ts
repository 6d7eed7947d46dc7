import type { Steps } from "../../../core/steps.ts";
import type { Rect } from "../../scene/rect.ts";
import { ceilTo16, ceilToEven, toEven } from "../../scene/rounding.ts";
import type { Sprite } from "../../scene/scene.ts";
import type { Frame } from "../../themes/frame.ts";
import type { Resolved } from "../../themes/look.ts";
import { type Chat, isAtRight } from "../chat.ts";
import { textLine } from "../line.ts";
import { rectangle } from "../shapes.ts";
import { textStyle } from "../text-style.ts";
import { type Block, type BlockInput, type BlockItem, itemName } from "./block.ts";
import { bubbleRoomPx, drawBubble } from "./bubble.ts";
import { drawCaption } from "./caption.ts";
import type { FramedText } from "./framed-text.ts";
import { layOutText, type MessageText } from "./message-text.ts";
import { drawRow, rowRoomPx } from "./row.ts";
import type { Dots } from "./typing.ts";

/** The dots in the place of a message. They are no higher than a message of one line, so that the column never moves back for it. */
export function makeTypingBlock(entry: number, isOwn: boolean, dots: Dots): Block {
	const items = [{ item: itemName(entry, "typing"), sprite: dots.first, xPx: dots.xPx, yPx: 0 }];
	return { entry, isOwn, heightPx: dots.heightPx, items, frame: null, lines: [] };
}

/** Makes the block of a message in any state. */
export type MakeBlock = (input: BlockInput) => Steps<Block>;

/**
 * Blocks are built out of their parts, from the top: the name, the frame with the text, the reactions. What a message shows first
 * decides its height; in a later state it differs from that by a multiple of 16 px, so that all below it stays on the grid.
 */
export function createBlocks(chat: Chat): MakeBlock {
	const frameText = createFrames(chat);

	function* stackParts(input: BlockInput): Steps<Block> {
		const { content, isFirst } = input;
		const { look } = chat;
		const items: BlockItem[] = [];
		let topPx = 0;
		if (look.name.at === "head" && isFirst && content.isGroup && content.person !== null) {
			const item = itemName(content.entry, "name");
			const maxWidthPx = roomPx(look.message.theirs, chat);
			const sprite = drawCaption(item, content.person.name, look.name, chat, maxWidthPx);
			items.push({ item, sprite, xPx: startOf(sprite, chat), yPx: 0 });
			topPx = sprite.heightPx;
		}
		const { sprite, xPx, frame, lines } = yield* frameText(input);
		items.push({ item: itemName(content.entry, "bubble"), sprite, xPx, yPx: topPx });
		const down = (rect: Rect): Rect => ({ ...rect, yPx: rect.yPx + topPx });
		let heightPx = topPx + frame.heightPx;
		// They go with the message that they were given to.
		if (look.reaction.at === "below" && input.reactions > 0 && input.shows !== "deleted") {
			const pill = placeReactions(input, chat, down(frame));
			items.push(pill);
			heightPx = pill.yPx + pill.sprite.heightPx;
		}
		return {
			entry: content.entry,
			isOwn: content.isOwn,
			heightPx,
			items,
			frame: down(frame),
			lines: lines.map((line) => ({ text: line.text, box: down(line.box) })),
		};
	}

	return function* makeBlock(input: BlockInput): Steps<Block> {
		const block = yield* stackParts(input);
		if (input.shows === "original" && input.reactions === 0) return block;
		const first = yield* stackParts({ ...input, shows: "original", reactions: 0 });
		return { ...block, heightPx: first.heightPx + ceilTo16(block.heightPx - first.heightPx) };
	};
}

/** Texts in their frames. A text is wrapped once for each thing that its message shows, and drawn once for each place in its run. */
function createFrames(chat: Chat) {
	const texts = new Map<string, MessageText>();
	const frames = new Map<string, FramedText>();

	function* textIn(frame: Resolved<Frame>, input: BlockInput): Steps<MessageText> {
		const key = `${input.content.entry} ${input.shows}`;
		const known = texts.get(key);
		if (known !== undefined) return known;
		const maxWidthPx = roomPx(frame, chat);
		const lonePx = frame.kind === "bubble" ? maxWidthPx + 2 * frame.padding.xPx : maxWidthPx;
		const { text: paint, secondary } = chat.look.page;
		const lone = { maxWidthPx: lonePx, paint, secondary };
		const room = { maxWidthPx, paint: frame.text, secondary: frame.secondary };
		const text = yield* layOutText(input, chat, room, lone);
		texts.set(key, text);
		return text;
	}

	return function* frameText(input: BlockInput): Steps<FramedText> {
		const { content, shows, receipt, isFirst, isLast } = input;
		const hasTicks = chat.look.receipt.at === "inside";
		const key = `${content.entry} ${shows} ${hasTicks && receipt} ${isFirst} ${isLast}`;
		const known = frames.get(key);
		if (known !== undefined) return known;
		const frame = chat.look.message[content.isOwn ? "own" : "theirs"];
		const text = yield* textIn(frame, input);
		const made =
			frame.kind === "bubble" ? drawBubble(frame, text, input, chat) : drawRow(frame, text, input, chat);
		frames.set(key, made);
		return made;
	};
}

/** The width that a frame leaves for a line of text. */
function roomPx(frame: Resolved<Frame>, chat: Chat): number {
	return frame.kind === "bubble" ? bubbleRoomPx(frame, chat) : rowRoomPx(frame, chat);
}

function startOf({ widthPx }: Sprite, { look, leftPx, rightPx }: Chat): number {
	const { theirs } = look.message;
	const insetPx = toEven(theirs.kind === "bubble" ? theirs.marginPx : theirs.indentPx);
	return look.direction === "rtl" ? rightPx - insetPx - widthPx : leftPx + insetPx;
}

/** One pill with all that have landed, under the frame's inner corner. One that is wider than the frame keeps to its outer edge. */
function placeReactions({ content, reactions }: BlockInput, chat: Chat, frame: Rect): BlockItem {
	const { reaction, page } = chat.look;
	if (reaction.at === "none") throw new RangeError("expected a look that shows reactions");
	const text = content.reactions.slice(0, reactions).join("");
	const style = textStyle(chat.look, reaction.sizePx, 400);
	const heightPx = toEven(reaction.heightPx);
	const widthPx = ceilToEven(chat.measure(text, style) + reaction.heightPx);
	const line = textLine({
		text,
		style,
		colour: page.text,
		measure: chat.measure,
		centrePx: heightPx / 2,
		xPx: widthPx / 2,
		align: "middle",
	});
	const sprite: Sprite = {
		key: `${itemName(content.entry, "reactions")} ${reactions}`,
		widthPx,
		heightPx,
		shapes: [rectangle(0, 0, widthPx, heightPx, heightPx / 2, reaction.fill), line],
	};
	const isRow = chat.look.message[content.isOwn ? "own" : "theirs"].kind === "row";
	const isFrameRight = isAtRight(chat, content.isOwn && !isRow);
	const [atLeftPx, atRightPx] = [frame.xPx, frame.xPx + frame.widthPx - widthPx];
	const xPx = isFrameRight ? Math.min(atLeftPx, atRightPx) : Math.max(atLeftPx, atRightPx);
	const yPx = frame.yPx + frame.heightPx - toEven(reaction.overlapPx);
	return { item: itemName(content.entry, "reactions"), sprite, xPx: 2 * Math.floor(xPx / 2), yPx };
}
