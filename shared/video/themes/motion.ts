/** Times in ms. */
export type Motion = {
	/** How long the column takes to make room. */
	readonly scrollMs: number;
	/** A message that appears without a scroll fades in while it rises by a share of the screen's height. */
	readonly arrive: { readonly ms: number; readonly riseShare: number };
	/** A message that takes the place of its dots fades in from this opacity (0–64). */
	readonly replace: { readonly ms: number; readonly fromOpacity: number };
	/** Dots and receipts fade in. */
	readonly fadeMs: number;
};
