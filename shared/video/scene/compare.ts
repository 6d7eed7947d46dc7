import type { Rect } from "./rect.ts";

/** One rectangle in which a scene differs from a reference, and how to make it from the references. */
export type Difference = { readonly rect: Rect } & (
	| /** The pixels of a reference that stand there `dyPx` higher: a point (x, y) of `rect` is the point (x, y − dyPx) of the reference. */
	{ readonly kind: "move"; readonly of: "before" | "after"; readonly dyPx: number }
	/** The pixels of a reference, `by` as large, about a point of the screen, then `dxPx` and `dyPx` away. */
	| {
			readonly kind: "scale";
			readonly of: "before" | "after";
			readonly by: number;
			readonly xPx: number;
			readonly yPx: number;
			readonly dxPx: number;
			readonly dyPx: number;
	  }
	/** (before · (64 − opacity) + after · opacity) ÷ 64. */
	| { readonly kind: "mix"; readonly opacity: number }
	/** Anything else. */
	| { readonly kind: "draw" }
);
