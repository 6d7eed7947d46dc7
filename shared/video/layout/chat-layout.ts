import type { Warning } from "../conversation/warning.ts";
import type { Rect } from "../scene/rect.ts";
import type { Scene, Sprite } from "../scene/scene.ts";

/** Sprites of one size shown in turn, each for an equal share of the period. */
export type Loop = { readonly sprites: readonly Sprite[]; readonly periodMs: number };

/** A message as it stands in the last rest, for tests. */
export type MessageBox = {
	/** Index in the conversation's messages. */
	readonly entry: number;
	/** Its frame without a tail (for a row or lone emoji the text), in px of the column and the screen's left edge. */
	readonly frame: Rect;
	readonly lines: readonly { readonly text: string; readonly box: Rect }[];
};

/** A chat on one screen: a resting scene for each state. A plain value: equal for equal input. */
export type ChatLayout = {
	readonly widthPx: number;
	readonly heightPx: number;
	/** The scene of each state. Its column holds all that stands in the chat, also what is scrolled out of sight. */
	readonly rests: readonly Scene[];
	/** By the key of the sprite that stands in the rests: the first of the loop. */
	readonly loops: ReadonlyMap<string, Loop>;
	/** What header, column and footer fill: the screen of a phone, a card, or the whole picture. */
	readonly screen: Rect;
	/** By state: the text field in which one's own messages are written, on the screen. */
	readonly composers: readonly Rect[];
	readonly messages: readonly MessageBox[];
	readonly warnings: readonly Warning[];
};
