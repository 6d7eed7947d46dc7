import type { Warning } from "../conversation/warning.ts";
import type { Colour, Sprite } from "./scene.ts";

/** A rectangle of the column, in px from the top of the column and the left of the screen. */
export type Box = {
	readonly xPx: number;
	readonly yPx: number;
	readonly widthPx: number;
	readonly heightPx: number;
};

/** A sprite at its place in the column. */
export type ColumnItem = { readonly sprite: number; readonly xPx: number; readonly yPx: number };

/** A message's place, which never changes: later events move the column, not the messages in it. */
export type MessageLayout = {
	readonly item: ColumnItem;
	/** The same bubble with a tail, shown until the next message of its group appears. Null where `item` is the last. */
	readonly asLast: ColumnItem | null;
	readonly sender: "you" | "them";
	/** The bubble without its tail, or for emoji-only messages the text. */
	readonly bubble: Box;
	/** Where each line of text is set, for the tests that check that text stays inside its bubble. */
	readonly lines: readonly { readonly text: string; readonly box: Box }[];
	/** The dots before a "them" message: one item a phase, all at one place. */
	readonly typing: readonly ColumnItem[];
	/** The line under a "you" message; null for "them". */
	readonly receipts: { readonly delivered: ColumnItem; readonly read: ColumnItem } | null;
	/** The end of the column while this message (with room for its receipt), or only its dots, is the last thing in it. */
	readonly bottomPx: number;
	readonly typingBottomPx: number;
};

/** The geometry of a conversation on one screen. A plain value: equal for equal input. */
export type ChatLayout = {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly background: Colour;
	readonly sprites: readonly Sprite[];
	/** Placed over the column: header and footer, and whatever else stands still. */
	readonly fixed: readonly { readonly sprite: number; readonly xPx: number; readonly yPx: number }[];
	/** Placed in the column from the start, such as a date line. */
	readonly opening: readonly ColumnItem[];
	readonly messages: readonly MessageLayout[];
	/** The rows that show the column; multiples of 16, so that scrolling rows are whole macroblocks. */
	readonly viewport: { readonly topPx: number; readonly bottomPx: number };
	readonly warnings: readonly Warning[];
};
