import type { EntryState } from "../../conversation/chat-state.ts";
import { ceilTo16, toEven } from "../../scene/rounding.ts";
import type { Placement, Sprite } from "../../scene/scene.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Receipt } from "../../themes/parts.ts";
import { type Chat, isAtRight } from "../chat.ts";
import type { People } from "../people.ts";
import { type Block, itemName } from "./block.ts";
import { captionSpan, drawSpans } from "./caption.ts";
import { drawHeads, drawMark } from "./heads.ts";

type Below = Extract<Resolved<Receipt>, { readonly at: "below" }>;
type Words = Extract<Below, { readonly kind: "words" }>;

/** A line under one of the messages. */
export type ReceiptLine = {
	/** The place of its message among the entries of the state. */
	readonly index: number;
	readonly item: string;
	readonly sprite: Sprite;
};

/** The receipts under messages. */
export type Receipts = {
	/** Free under the last own message of a run, where that room is kept. */
	readonly keptPx: number;
	/** What that adds to the gap to an answer, which is part of the room. */
	readonly keptGapPx: number;
	/** What a line adds under its message, where its room is not kept: the height of what stands there changes by it, so it is on the grid. */
	readonly roomPx: number;
	/** The lines of a state, given which of its entries are messages of one's own. */
	readonly find: (
		entries: readonly EntryState[],
		isOwn: (state: EntryState) => boolean,
	) => readonly ReceiptLine[];
	/** A line under its block. */
	readonly place: (line: ReceiptLine, block: Block, yPx: number) => Placement;
};

/** Null: the look has none under messages. */
export function createReceipts(chat: Chat, people: People): Receipts | null {
	const { receipt, runs } = chat.look;
	if (receipt.at !== "below") return null;
	const linePx = receipt.kind === "words" ? receipt.linePx : receipt.sizePx;
	const abovePx = toEven(receipt.abovePx);
	const isKept = receipt.room === "kept";
	return {
		keptPx: isKept ? abovePx + toEven(linePx) : 0,
		keptGapPx: isKept ? Math.max(0, toEven(receipt.abovePx + linePx + receipt.belowPx - runs.betweenPx)) : 0,
		roomPx: isKept ? 0 : ceilTo16(receipt.abovePx + linePx + receipt.belowPx),
		find: receipt.kind === "words" ? findWords(receipt, chat) : findHeads(receipt, chat, people),
		place: ({ item, sprite }, block, yPx) => ({
			item,
			sprite,
			opacity: 64,
			xPx: leftOf(receipt, sprite, block, chat),
			yPx: yPx + block.heightPx + abovePx,
		}),
	};
}

/** At the end side: inside the edge of the bubble, or of the column. */
function leftOf(receipt: Below, { widthPx }: Sprite, { frame }: Block, chat: Chat): number {
	const isRight = isAtRight(chat, true);
	const insetPx = toEven(receipt.kind === "words" ? receipt.insetPx : receipt.marginPx);
	const [fromPx, toPx] =
		receipt.kind === "words" && frame !== null
			? [frame.xPx, frame.xPx + frame.widthPx]
			: [chat.leftPx, chat.rightPx];
	return isRight ? toPx - insetPx - widthPx : fromPx + insetPx;
}

/** Under the newest that has a word; where the room is kept, under the newest of one's own or nowhere. */
function findWords(receipt: Words, chat: Chat): Receipts["find"] {
	const draw = rememberBy((key: string, state: EntryState) => drawWords(key, state, receipt, chat));
	return (entries, isOwn) => {
		const index = entries.findLastIndex(
			(state) => isOwn(state) && (receipt.room === "kept" || wordOf(receipt, state) !== undefined),
		);
		const state = entries[index];
		if (state === undefined || wordOf(receipt, state) === undefined) return [];
		const time = timeOf(receipt, state);
		const key = `receipt ${state.receipt}${time === null ? "" : ` ${time}`}`;
		return [{ index, item: itemName(state.entry, "receipt"), sprite: draw(key, state) }];
	};
}

function wordOf({ words }: Words, { receipt }: EntryState) {
	return receipt === "none" ? undefined : words[receipt];
}

/** Null: only its word is shown. */
function timeOf(type: Words, { receipt, receiptTime }: EntryState): string | null {
	return receipt === "read" && type.time !== undefined ? receiptTime : null;
}

function drawWords(key: string, state: EntryState, type: Words, { look, measure }: Chat): Sprite {
	const word = wordOf(type, state);
	if (word === undefined) throw new RangeError("expected a receipt that the look has a word for");
	const time = timeOf(type, state);
	const weight = type.time?.weight ?? type.weight;
	const rest = time === null ? [] : [captionSpan(` ${time}`, { ...type, weight }, look)];
	return drawSpans(key, [captionSpan(look.words[word], type, look), ...rest], type.linePx, measure);
}

/** Heads under the newest that was read, and a mark under the newest if that is another. */
function findHeads(receipt: Exclude<Below, Words>, chat: Chat, people: People): Receipts["find"] {
	const mark = rememberBy((key: string, state: "sent" | "delivered") => drawMark(key, state, receipt));
	const heads = drawHeads(receipt, chat, people);
	return (entries, isOwn) => {
		const read = entries.findLastIndex((state) => isOwn(state) && state.receipt === "read");
		const newest = entries.findLastIndex((state) => isOwn(state) && state.receipt !== "none");
		const lines: ReceiptLine[] = [];
		// One thing that goes from message to message.
		if (read !== -1) lines.push({ index: read, item: "heads/receipt", sprite: heads });
		const state = entries[newest];
		if (state?.receipt === "sent" || state?.receipt === "delivered") {
			const sprite = mark(`receipt ${state.receipt}`, state.receipt);
			lines.push({ index: newest, item: itemName(state.entry, "receipt"), sprite });
		}
		return lines;
	};
}

function rememberBy<Input>(make: (key: string, input: Input) => Sprite) {
	const made = new Map<string, Sprite>();
	return (key: string, input: Input): Sprite => {
		const sprite = made.get(key) ?? make(key, input);
		made.set(key, sprite);
		return sprite;
	};
}
