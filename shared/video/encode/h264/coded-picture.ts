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
	/** Ascending, not overlapping. */
	readonly scrolls: readonly Scroll[];
	/** Ascending, not overlapping; they win over scrolls; rows in neither are skipped (= last reference). */
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
	| InterPicture;
