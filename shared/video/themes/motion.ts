/**
 * How a movement speeds up and slows down. `ease-out` is cubic: 1 − (1 − x)³. An object is a cubic Bézier curve from (0, 0) to (1, 1)
 * by its two control points, as CSS and Core Animation have it; x1 and x2 are 0 to 1, and y may go past its end.
 */
export type Curve =
	| "ease-out"
	| "ease-in-out"
	| "back-out"
	| { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };

export type Timing =
	| { readonly kind: "curve"; readonly ms: number; readonly curve: Curve }
	/**
	 * As SwiftUI's `spring(response:dampingFraction:)`: the period it would swing with, and below 1 how soon it comes to rest. It goes
	 * past its end by 13 % of the way at a damping of 0.55, 4.6 % at 0.7, 1.5 % at 0.8, and not at all at 1.
	 */
	| {
			readonly kind: "spring";
			readonly responseMs: number;
			readonly damping: number;
			/** It stops where it first gets to its end. */
			readonly isStopped?: true;
	  };

/** How something new comes. It fades in over `fadeMs`; 0: it is opaque at once. */
export type Entrance =
	/** It stands there at once. */
	| { readonly kind: "none" }
	/** It fades in from an opacity (0–64), while it rises by a share of the screen's height. */
	| { readonly kind: "fade"; readonly ms: number; readonly fromOpacity: number; readonly riseShare: number }
	/**
	 * It grows out of its sprite's anchor. Where the column makes room meanwhile, it starts no larger than the room there is: as
	 * large as its dots, if they stood there.
	 */
	| {
			readonly kind: "grow";
			readonly timing: Timing;
			readonly fromScale: number;
			readonly fadeMs: number;
	  }
	/** It comes up with the column; where the column stands, by a share of the screen's height. */
	| { readonly kind: "rise"; readonly timing: Timing; readonly riseShare: number; readonly fadeMs: number }
	/** It flies from the text field to its place, up and across. `across` null: it rises straight up. */
	| {
			readonly kind: "fly";
			readonly up: Timing;
			readonly across: Timing | null;
			readonly fromScale: number;
			readonly fadeMs: number;
	  };

/** How something goes. */
export type Leave =
	/** It is gone at once. */
	| { readonly kind: "none" }
	/** It fades where it stands in the column. */
	| { readonly kind: "fade"; readonly ms: number }
	/** It shrinks into its sprite's anchor, to a share of its size, where it stands in the column. */
	| { readonly kind: "shrink"; readonly ms: number; readonly toScale: number };

/** How things come, move and go. Times in ms. */
export type Motion = {
	/** The column makes room, and what stands in it moves along. */
	readonly scroll: {
		readonly timing: Timing;
		/** What is new then comes up with the column, without an entrance of its own, as if it had always stood there. */
		readonly carriesNew: boolean;
	};
	/** A message. */
	readonly arrive: { readonly own: Entrance; readonly theirs: Entrance };
	/** A message that takes the place of its dots. */
	readonly replace: Entrance;
	/** Typing dots. */
	readonly typing: { readonly enter: Entrance; readonly leave: Leave };
	/** `changeMs`: "Delivered" fades into "Read". 0: at once, as ticks do. */
	readonly receipt: { readonly enter: Entrance; readonly changeMs: number; readonly leave: Leave };
	/** What a message showed fades into what it shows once it is edited or deleted. 0: at once. */
	readonly rewriteMs: number;
	readonly reaction: { readonly enter: Entrance; readonly leave: Leave };
	/** The keyboard and all over it slide as one; a text field that grows by a line lifts what is over it. */
	readonly keyboard: { readonly slide: Timing; readonly grow: Timing };
	/** People's pictures, dates, and whatever else stands in the column. */
	readonly other: { readonly enter: Entrance; readonly leave: Leave };
};
