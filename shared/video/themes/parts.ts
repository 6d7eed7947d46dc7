import type { WordKey } from "../locale/words.ts";
import type { Tone, Weight } from "./tone.ts";

/** Small type: names, times, receipts, date lines. */
export type SmallType = {
	readonly sizePt: number;
	readonly linePt: number;
	readonly weight: Weight;
	readonly tone: Tone;
};

/** Small type without a colour of its own. */
type PlainType = Omit<SmallType, "tone">;

/**
 * The time of a message, in its frame's secondary colour. `inside`: at the end of the last line of its text, `dropPt` lower than that,
 * or on a line of its own.
 */
export type Meta =
	| { readonly at: "none" }
	| ({ readonly at: "inside"; readonly gapPt: number; readonly dropPt: number } & PlainType);

/** What tells how far one's own messages got. */
export type Receipt = { readonly at: "none" } | ReceiptWords | ReceiptHeads | ReceiptTicks;

/** A line under one message. What it has no word for, it does not show. */
type ReceiptWords = {
	readonly at: "below";
	readonly kind: "words";
	readonly words: { readonly sent?: WordKey; readonly delivered?: WordKey; readonly read: WordKey };
	/** The time follows what `read` says, in a weight of its own. Default: no time. */
	readonly time?: { readonly weight: Weight };
	/** From the outer edge of the bubble. */
	readonly insetPt: number;
} & ReceiptRoom &
	SmallType;

/** A ring with a tick once it is sent, a disc once it is delivered; once it is read, those who read it. At the end side. */
type ReceiptHeads = {
	readonly at: "below";
	readonly kind: "heads";
	readonly sizePt: number;
	/** Between the heads of a group. */
	readonly gapPt: number;
	/** From the column's end edge. */
	readonly marginPt: number;
	readonly ring: Tone;
	/** The tick on the disc. */
	readonly tick: Tone;
	readonly strokePt: number;
} & ReceiptRoom;

/**
 * `kept`: under the last of each run of one's own, and seen under the newest of one's own alone, so that nothing moves for it.
 * `newest`: only where it is seen, which is under the newest that has one.
 */
type ReceiptRoom = {
	readonly room: "kept" | "newest";
	readonly abovePt: number;
	/** To what follows, beside the gap between messages if the room is not kept. */
	readonly belowPt: number;
};

/** After the time: one once it is sent, two once it is delivered, in another colour once it is read. */
type ReceiptTicks = {
	readonly at: "inside";
	readonly kind: "ticks";
	readonly sent: Tone;
	readonly read: Tone;
	readonly heightPt: number;
	/** From the time to the room of both. */
	readonly gapPt: number;
};
