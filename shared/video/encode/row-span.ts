/** Rows `[fromPx, toPx)` of the screen. */
export type RowSpan = { readonly fromPx: number; readonly toPx: number };
