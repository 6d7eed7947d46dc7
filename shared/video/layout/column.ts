import type { Steps } from "../../core/steps.ts";
import type { ChatState, EntryState } from "../conversation/chat-state.ts";
import type { Rect } from "../scene/rect.ts";
import { toEven } from "../scene/rounding.ts";
import type { Placement, Sprite } from "../scene/scene.ts";
import { hasScreenPaint } from "../scene/screen-paint.ts";
import { type Chat, isAtRight } from "./chat.ts";
import type { EntryContent } from "./entry-content.ts";
import { type Block, type BlockItem, itemName } from "./message/block.ts";
import { drawCaption } from "./message/caption.ts";
import { createBlocks, makeTypingBlock } from "./message/make-block.ts";
import { type Dots, drawDots } from "./message/typing.ts";

/** The messages of one state, one under the other, in px of the column. */
export type Stack = {
	readonly blocks: readonly { readonly block: Block; readonly yPx: number }[];
	readonly receipt: Receipt | null;
	/** The end of the column, with the gap under the last message. */
	readonly endPx: number;
};

export type Column = {
	readonly dots: Dots;
	readonly stack: (entries: readonly EntryState[]) => Steps<Stack>;
	/** Call it for the states in their order: what is filled by the screen keeps the colours of the place where it first came to rest. */
	readonly place: (stack: Stack, dyPx: number) => readonly Placement[];
};

/** Two bubbles never become one, however small the screen. */
const LEAST_GAP_PX = 2;

/** Stacks the messages of any state. Blocks and placements that do not change are made once. */
export function createColumn(
	contents: ReadonlyMap<number, EntryContent>,
	chat: Chat,
	opened: ChatState["opened"],
): Column {
	const dots = drawDots(chat);
	const makeBlock = createBlocks(chat);
	const opening = placeOpening(chat, opened);
	const receipts = drawReceipts(chat);
	/** By the state of an entry, which is one object as long as it lasts, and by whether it is the first and the last of its run. */
	const blocks = new Map<EntryState, Map<number, Block>>();
	const firstScreenYPx = new Map<string, number>();
	/** Where each block stood last: most do not move from one state to the next. */
	const placed = new Map<Block, { readonly yPx: number; readonly placements: readonly Placement[] }>();

	const contentOf = (entry: number): EntryContent => {
		const content = contents.get(entry);
		if (content === undefined)
			throw new RangeError(`expected a message with a text, received messages[${entry}]`);
		return content;
	};
	const isRun = (one: EntryState | undefined, other: EntryState | undefined) =>
		one !== undefined && other !== undefined && contentOf(one.entry).sender === contentOf(other.entry).sender;

	function* blockOf(state: EntryState, isFirst: boolean, isLast: boolean): Steps<Block> {
		const { entry, shows, reactions, time } = state;
		const content = contentOf(entry);
		return shows === "typing"
			? makeTypingBlock(entry, content.isOwn, dots)
			: yield* makeBlock({ content, shows, time, reactions, isFirst, isLast });
	}

	function* stack(entries: readonly EntryState[]): Steps<Stack> {
		const stacked: { block: Block; yPx: number }[] = [];
		let yPx = opening.endPx;
		for (const [index, state] of entries.entries()) {
			const next = entries[index + 1];
			const isFirst = !isRun(entries[index - 1], state);
			// Dots are no message yet: the tail is handed on when it stands there.
			const isLast = !isRun(state, next) || next?.shows === "typing";
			const known = blocks.get(state) ?? new Map<number, Block>();
			const inRun = Number(isFirst) + 2 * Number(isLast);
			const block = known.get(inRun) ?? (yield* blockOf(state, isFirst, isLast));
			blocks.set(state, known.set(inRun, block));
			yPx += isFirst ? gapAfter(stacked.at(-1)?.block, chat) : gapInRun(chat);
			stacked.push({ block, yPx });
			yPx += block.heightPx;
		}
		const roomPx = stacked.at(-1)?.block.isOwn === true ? receiptRoomPx(chat) : 0;
		return {
			blocks: stacked,
			receipt: findReceipt(entries, stacked, chat),
			endPx: yPx + roomPx + toEven(chat.look.runs.bottomPx),
		};
	}

	const placeItem = (item: BlockItem, yPx: number, dyPx: number): Placement => {
		const placement = { ...item, yPx, opacity: 64 };
		if (!hasScreenPaint(item.sprite)) return placement;
		const screenYPx = firstScreenYPx.get(item.item) ?? yPx + dyPx;
		firstScreenYPx.set(item.item, screenYPx);
		return { ...placement, screenYPx };
	};

	const placeBlock = (block: Block, yPx: number, dyPx: number): readonly Placement[] => {
		const last = placed.get(block);
		if (last?.yPx === yPx) return last.placements;
		const placements = block.items.map((item) => placeItem(item, yPx + item.yPx, dyPx));
		placed.set(block, { yPx, placements });
		return placements;
	};

	const place = ({ blocks: stacked, receipt }: Stack, dyPx: number): readonly Placement[] => {
		const placements = [...opening.placements];
		for (const { block, yPx } of stacked) placements.push(...placeBlock(block, yPx, dyPx));
		if (receipt !== null && receipts !== null)
			placements.push(placeReceipt(receipt, receipts[receipt.state], chat));
		return placements;
	};

	return { dots, stack, place };
}

/** The lines over the first message, in the middle of the column. */
function placeOpening({ look, leftPx, rightPx, measure }: Chat, opened: ChatState["opened"]) {
	const placements: Placement[] = [];
	let yPx = toEven(look.runs.topPx);
	for (const [index, line] of look.opening.entries()) {
		const item = `opening-${index}/line`;
		const isDate = line.word === "today" && opened !== null;
		const text = isDate ? `${opened.day} ${opened.time}` : look.words[line.word];
		const sprite = drawCaption(item, text, line, measure);
		const xPx = 2 * Math.round((leftPx + rightPx - sprite.widthPx) / 4);
		placements.push({ item, sprite, xPx, yPx, opacity: 64 });
		yPx += sprite.heightPx;
	}
	return { placements, endPx: yPx };
}

function gapInRun({ look }: Chat): number {
	return Math.max(LEAST_GAP_PX, toEven(look.runs.gapPx));
}

/** Between the last of a run and the first of the next. */
function gapAfter(previous: Block | undefined, chat: Chat): number {
	const gap = Math.max(LEAST_GAP_PX, toEven(chat.look.runs.betweenPx));
	return previous?.isOwn === true ? gap + receiptGapPx(chat) : gap;
}

/** The room of a receipt under the last of one's own messages: it is kept, so that nothing jumps when the receipt comes or goes. */
function receiptRoomPx(chat: Chat): number {
	const { receipt } = chat.look;
	return receipt.at === "below" ? receiptAbovePx(chat) + toEven(receipt.linePx) : 0;
}

function receiptAbovePx({ look: { receipt } }: Chat): number {
	return receipt.at === "below" ? toEven(receipt.abovePx) : 0;
}

/** The same where an answer follows; its own gap is part of it. */
function receiptGapPx({ look: { receipt, runs } }: Chat): number {
	if (receipt.at === "none") return 0;
	return Math.max(0, toEven(receipt.abovePx + receipt.linePx + receipt.belowPx - runs.betweenPx));
}

type Receipt = {
	readonly block: Block;
	readonly frame: Rect;
	readonly yPx: number;
	readonly state: Exclude<EntryState["receipt"], "none" | "sent">;
};

/** The receipt of the newest of one's own messages. */
function findReceipt(entries: readonly EntryState[], stacked: Stack["blocks"], chat: Chat): Receipt | null {
	const index = stacked.findLastIndex(({ block }) => block.isOwn && block.frame !== null);
	const [state, place] = [entries[index], stacked[index]];
	if (state === undefined || place === undefined) return null;
	const { receipt } = state;
	const { block, yPx } = place;
	if (receipt === "none" || receipt === "sent" || block.frame === null) return null;
	const belowPx = yPx + block.heightPx + receiptAbovePx(chat);
	return { block, frame: block.frame, yPx: belowPx, state: receipt };
}

/** Null: the look shows none. */
function drawReceipts({ look: { receipt, words }, measure }: Chat) {
	if (receipt.at === "none") return null;
	const draw = (state: Receipt["state"]) => drawCaption(`receipt ${state}`, words[state], receipt, measure);
	return { delivered: draw("delivered"), read: draw("read") };
}

function placeReceipt({ block, frame, yPx }: Receipt, sprite: Sprite, chat: Chat): Placement {
	const xPx = isAtRight(chat, true) ? frame.xPx + frame.widthPx - sprite.widthPx : frame.xPx;
	return { item: itemName(block.entry, "receipt"), sprite, xPx, yPx, opacity: 64 };
}
