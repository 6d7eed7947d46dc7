import type { CodedStrip } from "./coded-strip.ts";

/** Rows [fromMb, toMb) show what the LAST REFERENCE shows `shiftPx` rows further down. */
export type Scroll = {
	readonly fromMb: number;
	readonly toMb: number;
	/** Even; > 0: content moves up, < 0: down. */
	readonly shiftPx: number;
};

export type Band = { readonly atMb: number; readonly strip: CodedStrip };

export type InterPicture = {
	readonly kind: "inter";
	/** Whether later pictures start from this one; else they start from the last reference before it. */
	readonly isReference: boolean;
	/** How many of the next pictures, all `between`, are shown before this one, which is a reference then. Default: 0. */
	readonly betweenCount?: number;
	/** Ascending, not overlapping. */
	readonly scrolls: readonly Scroll[];
	/** Ascending, not overlapping; they win over scrolls; rows in neither are skipped (= last reference). */
	readonly bands: readonly Band[];
};

/** Rows [fromMb, toMb) show what one of two references shows `shiftPx` rows further down. */
export type Move = Scroll & { readonly of: "before" | "after" };

/**
 * A disposable picture on the way from one reference, `before`, to the next, `after`, which comes first in the stream. Its last row
 * is in no band: it becomes a B slice, because OpenH264 orders pictures by their times only if there are such.
 */
export type BetweenPicture = {
	readonly kind: "between";
	/** Of 64: how much of `after` is in rows that are mixed. Null: none is. */
	readonly weight: number | null;
	/** Ascending, not overlapping. */
	readonly moves: readonly Move[];
	/**
	 * Ascending, not overlapping; they win over moves. Rows in neither are mixed: (before · (64 − weight) + after · weight + 32) >> 6.
	 * Without a weight they are those of `after`.
	 */
	readonly bands: readonly Band[];
};

/** An IDR picture: no later picture needs one before it. */
export type KeyPicture =
	| { readonly kind: "key"; readonly strip: CodedStrip }
	/** Several strips, which leave no row out. */
	| { readonly kind: "key"; readonly bands: readonly Band[] };

export type CodedPicture =
	| KeyPicture
	/** Shows the picture before again, which is a key or a reference, and is a reference itself. */
	| { readonly kind: "repeat" }
	| InterPicture
	| BetweenPicture;
