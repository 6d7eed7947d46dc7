import type { EntryState } from "../../conversation/chat-state.ts";
import type { Rect } from "../../scene/rect.ts";
import { toEven } from "../../scene/rounding.ts";
import type { Sprite } from "../../scene/scene.ts";
import type { Look } from "../../themes/look.ts";
import type { MessageContent } from "../entry-content.ts";

/** A message, or its dots, as it stands in one state: a height, and items at offsets in it. */
export type Block = {
	readonly entry: number;
	readonly isOwn: boolean;
	readonly heightPx: number;
	/** `xPx` from the left of the screen, `yPx` from the block's top. From back to front. */
	readonly items: readonly BlockItem[];
	/** The frame without its tail (for a row or lone emoji the text), in the same coordinates; null for dots. */
	readonly frame: Rect | null;
	readonly lines: readonly { readonly text: string; readonly box: Rect }[];
};

export type BlockItem = {
	readonly item: string;
	readonly sprite: Sprite;
	readonly xPx: number;
	readonly yPx: number;
};

/** A message that another quotes, as it stands there. */
export type Quoted = {
	readonly content: MessageContent;
	readonly shows: Exclude<EntryState["shows"], "typing">;
};

/** What decides how a message looks. */
export type BlockInput = {
	readonly content: MessageContent;
	readonly shows: EntryState["shows"];
	/** Null: it quotes none, or does not show it. */
	readonly quoted: Quoted | null;
	/** When it came, as the viewer reads it; null: not given. */
	readonly time: string | null;
	readonly receipt: EntryState["receipt"];
	/** The places in its list of those that have landed, in their order. */
	readonly reactions: readonly number[];
	/** Whether it is the first, or the last, of the messages that one sender sends in a row. */
	readonly isFirst: boolean;
	readonly isLast: boolean;
	/** Whether the frame of another one of the run stands right over it, or under it: lone emoji have none. */
	readonly joinsAbove: boolean;
	readonly joinsBelow: boolean;
};

/** Equal places have equal shapes: which corners are joined, and whether there is a tail. */
export function placeInRun({ isFirst, isLast, joinsAbove, joinsBelow }: BlockInput): string {
	const ends = `${isFirst ? " first" : ""}${isLast ? " last" : ""}`;
	return `${ends}${joinsAbove ? " below another" : ""}${joinsBelow ? " above another" : ""}`;
}

/** Equal quotes of one message look the same. */
export const quoteKey = ({ quoted }: Pick<BlockInput, "quoted">) =>
	quoted === null || quoted.shows === "original" ? "" : ` of what is ${quoted.shows}`;

/** Whether a message shows a voice note. */
export function hasVoice({ content, shows }: Pick<BlockInput, "content" | "shows">): boolean {
	return content.voiceSeconds !== null && shows !== "deleted";
}

/** Whether a message shows the card of a link. */
export function hasCard({ content, shows }: Pick<BlockInput, "content" | "shows">): boolean {
	return content.link !== null && shows !== "deleted";
}

/** Whether it is in its bubble. A row has no inside. */
export function hasCardInside(input: Pick<BlockInput, "content" | "shows">, look: Look): boolean {
	const frame = look.message[input.content.isOwn ? "own" : "theirs"];
	return look.link.at === "inside" && frame.kind === "bubble" && hasCard(input);
}

/** `message-3/bubble`: the same thing in every scene. */
export function itemName(entry: number, part: string): string {
	return `${blockName(entry)}/${part}`;
}

/** What the names of a message's items begin with. */
export const blockName = (entry: number) => `message-${entry}`;
/** Two bubbles never become one, however small the screen. */
export const LEAST_GAP_PX = 2;

/** Between two messages of one run, and between the pictures of a message and its text. */
export function gapInRunPx({ runs }: Look): number {
	return Math.max(LEAST_GAP_PX, toEven(runs.gapPx));
}
