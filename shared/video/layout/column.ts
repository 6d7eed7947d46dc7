import type { Steps } from "../../core/steps.ts";
import type { ChatState, EntryState } from "../conversation/chat-state.ts";
import { ceilTo16, toEven } from "../scene/rounding.ts";
import type { Placement } from "../scene/scene.ts";
import { hasScreenPaint } from "../scene/screen-paint.ts";
import type { Chat } from "./chat.ts";
import type { EntryContent, MessageContent } from "./entry-content.ts";
import { findDateOver, makeLineBlock, putUnderDate } from "./line-block.ts";
import { type Edge, gapBetweenPx } from "./lines/gaps.ts";
import {
	type Block,
	type BlockInput,
	type BlockItem,
	gapInRunPx,
	placeInRun,
	type Quoted,
	quoteKey,
} from "./message/block.ts";
import type { KeptBlocks } from "./message/keep-blocks.ts";
import { createBlocks } from "./message/make-block.ts";
import { isFrameless } from "./message/message-text.ts";
import { placeOpening } from "./message/opening.ts";
import { createReceipts, type ReceiptLine } from "./message/receipts.ts";
import { type Dots, drawDots } from "./message/typing.ts";
import type { People } from "./people.ts";

/** The messages of one state, one under the other, in px of the column. */
export type Stack = {
	readonly blocks: readonly { readonly block: Block; readonly yPx: number }[];
	readonly receipts: readonly ReceiptLine[];
	/** The end of the column, with the gap under the last message. */
	readonly endPx: number;
};

export type Column = {
	/** Null: the look has none in the column. */
	readonly dots: Dots | null;
	readonly stack: (entries: readonly EntryState[]) => Steps<Stack>;
	/** Call it for the states in their order: what is filled by the screen keeps the colours of the place where it first came to rest. */
	readonly place: (stack: Stack, dyPx: number) => readonly Placement[];
};

/** What stands over and under an entry, and all that has come. */
type Around = {
	readonly previous: EntryState | undefined;
	readonly next: EntryState | undefined;
	readonly all: readonly EntryState[];
};

type ColumnInput = {
	readonly contents: ReadonlyMap<number, EntryContent>;
	readonly people: People;
	readonly opened: ChatState["opened"];
	/** Null: none are kept. */
	readonly kept: KeptBlocks | null;
};

/** Stacks the messages of any state. Blocks and placements that do not change are made once. */
export function createColumn(chat: Chat, { contents, people, opened, kept }: ColumnInput): Column {
	const dots = drawDots(chat);
	const make = createBlocks(chat, dots);
	const makeBlock = kept?.keep(chat, make) ?? make;
	const opening = placeOpening(chat, beginsWithDate(contents) ? null : opened);
	const receipts = createReceipts(chat, people);
	/** By the state of an entry, which is one object as long as it lasts, and by its place in its run and what it quotes. */
	const blocks = new Map<EntryState, Map<string, Block>>();
	/** The tops of frames and lines in the state before, by their entries. */
	let stoodAtPx = new Map<number, number>();
	const framed = new Map<EntryState, boolean>();
	const firstScreenYPx = new Map<string, number>();
	/** Where each block stood last: most do not move from one state to the next. */
	const placed = new Map<Block, { readonly yPx: number; readonly placements: readonly Placement[] }>();

	const contentOf = (entry: number): EntryContent => {
		const content = contents.get(entry);
		if (content === undefined)
			throw new RangeError(`expected a message with a text, received messages[${entry}]`);
		return content;
	};
	/** Null: a line of the chat, also in the place of a message that was deleted. */
	const messageOf = (state: EntryState | undefined): MessageContent | null => {
		if (state === undefined || (state.shows === "deleted" && chat.look.deleted.at === "line")) return null;
		const content = contentOf(state.entry);
		return content.kind === "message" ? content : null;
	};
	const dateOver = (state: EntryState) => findDateOver(state, chat.look);
	const isRun = (one: EntryState | undefined, other: EntryState | undefined) => {
		const sender = messageOf(one)?.sender;
		if (other === undefined || sender === undefined || dateOver(other) !== null) return false;
		return sender === messageOf(other)?.sender;
	};

	const hasFrame = (state: EntryState | undefined) => {
		const content = messageOf(state);
		if (state === undefined || content === null) return false;
		const known = framed.get(state) ?? !isFrameless({ content, shows: state.shows }, chat);
		framed.set(state, known);
		return known;
	};

	/** Null: the message quotes none, or shows nothing of it. */
	const quotedBy = (
		{ shows }: EntryState,
		{ replyTo }: MessageContent,
		all: readonly EntryState[],
	): Quoted | null => {
		const content = replyTo === null ? undefined : contents.get(replyTo);
		if (shows === "typing" || shows === "deleted" || content?.kind !== "message") return null;
		const by = all.find(({ entry }) => entry === replyTo)?.shows ?? "original";
		return { content, shows: by === "typing" ? "original" : by };
	};

	/** Whether a quote stands between a message's frame and what is over it. Dots have none yet. */
	const hasQuoteOver = (state: EntryState | undefined) =>
		state !== undefined &&
		state.shows !== "deleted" &&
		state.shows !== "typing" &&
		chat.look.reply.at === "above" &&
		typeof messageOf(state)?.replyTo === "number";

	function inputOf(state: EntryState, content: MessageContent, { previous, next, all }: Around): BlockInput {
		const { shows, reactions, time, receipt } = state;
		const isFirst = !isRun(previous, state);
		// Dots are no message yet: the tail is handed on when it stands there.
		const isLast = !isRun(state, next) || next?.shows === "typing";
		const joinsAbove = !isFirst && hasFrame(previous) && !hasQuoteOver(state);
		const joinsBelow = !isLast && hasFrame(next) && !hasQuoteOver(next);
		const place = { isFirst, isLast, joinsAbove, joinsBelow };
		const quoted = quotedBy(state, content, all);
		return { content, shows, quoted, time, receipt, reactions, ...place };
	}

	const edgeOf = (state: EntryState): Edge => {
		const content = contentOf(state.entry);
		if (content.kind === "line") return content.line;
		return messageOf(state) === null ? "system" : "message";
	};

	/** Dots that do not stand in the column take no room in it, nor what is gone with its message. */
	const takesRoom = ({ shows }: EntryState) =>
		!(shows === "typing" && dots === null) && !(shows === "deleted" && chat.look.deleted.at === "gone");

	const isOwnMessage = (state: EntryState) => state.shows !== "typing" && messageOf(state)?.isOwn === true;

	/** The block of an entry, and whether it begins a run. */
	function* blockOf(state: EntryState, around: Around) {
		const content = contentOf(state.entry);
		const known = blocks.get(state) ?? new Map<string, Block>();
		blocks.set(state, known);
		if (content.kind === "line") {
			const block = known.get("") ?? makeLineBlock(content, chat);
			known.set("", block);
			return { block, isFirst: true };
		}
		const input = inputOf(state, content, around);
		const place = `${placeInRun(input)}${quoteKey(input)}`;
		const block = known.get(place) ?? (yield* makeMessageBlock(state, input));
		known.set(place, block);
		return { block, isFirst: input.isFirst };
	}

	function* makeMessageBlock(state: EntryState, input: BlockInput): Steps<Block> {
		const block = yield* makeBlock(input);
		const date = dateOver(state);
		return date === null ? block : putUnderDate(block, date, chat);
	}

	function* stack(all: readonly EntryState[]): Steps<Stack> {
		const entries = all.filter(takesRoom);
		const before = stoodAtPx;
		stoodAtPx = new Map();
		const lines = receipts?.find(entries, isOwnMessage) ?? [];
		const stacked: Stacked[] = [];
		let yPx = opening.endPx;
		for (const [index, state] of entries.entries()) {
			const { block, isFirst } = yield* blockOf(state, {
				...{ previous: entries[index - 1], next: entries[index + 1], all },
			});
			const isApart = isFirst || hasQuoteOver(state);
			yPx += isApart ? gapOver(state, stacked.at(-1)) : gapInRunPx(chat.look);
			const downPx = block.frame?.yPx ?? 0;
			yPx = keepOnGrid(yPx + downPx, before.get(state.entry)) - downPx;
			if (block.frame !== null || contentOf(state.entry).kind === "line")
				stoodAtPx.set(state.entry, yPx + downPx);
			stacked.push({ block, yPx, edge: edgeOf(state) });
			yPx += block.heightPx;
			if (lines.some((line) => line.index === index)) yPx += receipts?.roomPx ?? 0;
		}
		const keptPx = stacked.at(-1)?.block.isOwn === true ? (receipts?.keptPx ?? 0) : 0;
		return {
			blocks: stacked,
			receipts: lines,
			endPx: yPx + keptPx + toEven(chat.look.runs.bottomPx),
		};
	}

	/** Over a block that begins a run, or is a line. */
	const gapOver = (state: EntryState, previous: Stacked | undefined) => {
		// A quote keeps off what it does not belong to, as a line does.
		const isQuote = previous?.edge === "message" && hasQuoteOver(state);
		const edge = isQuote ? "system" : edgeOf(state);
		const below = dateOver(state) === null ? edge : "date";
		const gapPx = gapBetweenPx(previous?.edge ?? null, below, chat.look);
		return previous?.block.isOwn === true ? gapPx + (receipts?.keptGapPx ?? 0) : gapPx;
	};

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

	const place = ({ blocks: stacked, receipts: lines }: Stack, dyPx: number): readonly Placement[] => {
		const placements = [...opening.placements];
		for (const { block, yPx } of stacked) placements.push(...placeBlock(block, yPx, dyPx));
		for (const line of lines) {
			const under = stacked[line.index];
			if (under !== undefined && receipts !== null)
				placements.push(receipts.place(line, under.block, under.yPx));
		}
		return placements;
	};

	return { dots, stack, place };
}

/** A block, and what it is to what follows. */
type Stacked = { readonly block: Block; readonly yPx: number; readonly edge: Edge };

/** The next row from one on that is a multiple of 16 px from where the same frame stood before. */
function keepOnGrid(yPx: number, beforePx: number | undefined): number {
	return beforePx === undefined ? yPx : beforePx + ceilTo16(yPx - beforePx);
}

/** A day that the conversation gives at its head stands for the look's own. */
function beginsWithDate(contents: ReadonlyMap<number, EntryContent>): boolean {
	const [first] = contents.values();
	return first?.kind === "line" && first.line === "date";
}
