import type { WordKey } from "../locale/words.ts";
import type { Shadow } from "./frame.ts";
import type { SmallType } from "./parts.ts";
import type { Tone, Weight } from "./tone.ts";

/** A line over the first message, in the middle of the column. */
export type OpeningLine =
	| ({ readonly kind: "text"; readonly text: string } & SmallType)
	/** The day of the chat, where it has one, and its time. */
	| ({ readonly kind: "date"; readonly time?: DateTime } & DateGround & SmallType)
	/** A paragraph in a box. */
	| ({ readonly kind: "notice"; readonly word: WordKey; readonly widestPt: number } & Box & SmallType);

/** How the time follows the day. */
type DateTime = { readonly separator: string; readonly weight: Weight };

type DateGround = { readonly at: "plain" } | ({ readonly at: "pill" } & Box);

type Box = {
	readonly fill: Tone;
	readonly shadow?: Shadow;
	readonly padding: { readonly xPt: number; readonly yPt: number };
	readonly radiusPt: number;
	/** Under it. */
	readonly belowPt: number;
};
