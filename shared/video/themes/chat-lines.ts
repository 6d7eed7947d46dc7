import type { Shadow } from "./frame.ts";
import type { SmallType } from "./parts.ts";
import type { Tone, Weight } from "./tone.ts";

/** Lines of the chat itself, in the middle of the column: days, and what happened. */
export type ChatLines = {
	/** Between a message and a line under it, a line and a message under it, and two lines. */
	readonly abovePt: number;
	readonly belowPt: number;
	readonly betweenPt: number;
	/** Free at both sides of a line, its box included. A longer text is wrapped. */
	readonly marginPt: number;
	readonly date: DateStyle;
	readonly system: LineStyle;
};

export type LineStyle = LineGround & SmallType;

/** Without `time` the day stands alone. A date that the conversation gives is as it is; a time at its end looks as `time` says. */
export type DateStyle = LineStyle & { readonly time?: DateTime };

/** How the time follows the day. */
type DateTime = { readonly separator: string; readonly weight: Weight };

type LineGround = { readonly at: "plain" } | ({ readonly at: "pill" } & LineBox);

export type LineBox = {
	readonly fill: Tone;
	readonly shadow?: Shadow;
	readonly padding: { readonly xPt: number; readonly yPt: number };
	readonly radiusPt: number;
};
