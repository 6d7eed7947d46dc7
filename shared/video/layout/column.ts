import type { Steps } from "../../core/steps.ts";
import type { ChatState, EntryState } from "../conversation/chat-state.ts";
import { toEven } from "../scene/rounding.ts";
import type { Placement } from "../scene/scene.ts";
import { hasScreenPaint } from "../scene/screen-paint.ts";
import type { Chat } from "./chat.ts";
import type { EntryContent, MessageContent } from "./entry-content.ts";
import { findDateOver, makeLineBlock, putUnderDate } from "./line-block.ts";
import { type Edge, gapBetweenPx } from "./lines/gaps.ts";
import { type Block, type BlockInput, type BlockItem, gapInRunPx, placeInRun } from "./message/block.ts";
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

/** Stacks the messages of any state. Blocks and placements that do not change are made once. */
export function createColumn(
	contents: ReadonlyMap<number, EntryContent>,
	chat: Chat,
	people: People,
	opened: ChatState["opened"],
): Column {
	const dots = drawDots(chat);
	const makeBlock = createBlocks(chat, dots);
	const opening = placeOpening(chat, beginsWithDate(contents) ? null : opened);
	const receipts = createReceipts(chat, people);
	/** By the state of an entry, which is one object as long as it lasts, and by its place in its run. */
	const blocks = new Map<EntryState, Map<string, Block>>();
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
	const messageOf = (state: EntryState | undefined): MessageContent | null => {
		const content = state === undefined ? null : contentOf(state.entry);
		return content?.kind === "message" ? content : null;
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

	function inputOf(
		state: EntryState,
		content: MessageContent,
		{ previous, next }: { readonly previous: EntryState | undefined; readonly next: EntryState | undefined },
	) {
		const { shows, reactions, time, receipt } = state;
		const isFirst = !isRun(previous, state);
		// Dots are no message yet: the tail is handed on when it stands there.
		const isLast = !isRun(state, next) || next?.shows === "typing";
		const joinsAbove = !isFirst && hasFrame(previous);
		const joinsBelow = !isLast && hasFrame(next);
		const place = { isFirst, isLast, joinsAbove, joinsBelow };
		return { content, shows, time, receipt, reactions, ...place };
	}

	const isOwnMessage = (state: EntryState) => state.shows !== "typing" && messageOf(state)?.isOwn === true;

	/** The block of an entry, and whether it begins a run. */
	function* blockOf(state: EntryState, previous: EntryState | undefined, next: EntryState | undefined) {
		const content = contentOf(state.entry);
		const known = blocks.get(state) ?? new Map<string, Block>();
		blocks.set(state, known);
		if (content.kind === "line") {
			const block = known.get("") ?? makeLineBlock(content, chat);
			known.set("", block);
			return { block, isFirst: true };
		}
		const input = inputOf(state, content, { previous, next });
		const place = placeInRun(input);
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
		// Dots that do not stand in the column take no room in it.
		const entries = dots === null ? all.filter(({ shows }) => shows !== "typing") : all;
		const lines = receipts?.find(entries, isOwnMessage) ?? [];
		const stacked: { block: Block; yPx: number }[] = [];
		let yPx = opening.endPx;
		for (const [index, state] of entries.entries()) {
			const { block, isFirst } = yield* blockOf(state, entries[index - 1], entries[index + 1]);
			yPx += isFirst ? gapOver(state, stacked.at(-1)?.block) : gapInRunPx(chat.look);
			stacked.push({ block, yPx });
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
	const gapOver = (state: EntryState, previous: Block | undefined) => {
		const above = previous === undefined ? null : edgeOf(contentOf(previous.entry));
		const below = dateOver(state) === null ? edgeOf(contentOf(state.entry)) : "date";
		const gapPx = gapBetweenPx(above, below, chat.look);
		return previous?.isOwn === true ? gapPx + (receipts?.keptGapPx ?? 0) : gapPx;
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

const edgeOf = (content: EntryContent): Edge => (content.kind === "line" ? content.line : "message");

/** A day that the conversation gives at its head stands for the look's own. */
function beginsWithDate(contents: ReadonlyMap<number, EntryContent>): boolean {
	const [first] = contents.values();
	return first?.kind === "line" && first.line === "date";
}
