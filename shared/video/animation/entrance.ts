import type { Motion } from "../themes/motion.ts";
import { easeOut } from "./curve.ts";

/** How an item appears. */
export type Entrance = {
	readonly startMs: number;
	readonly ms: number;
	/** 0–64. */
	readonly fromOpacity: number;
	/** It starts so far below its place. */
	readonly risePx: number;
};

/** What an entrance depends on besides the item. */
type EntranceOptions = {
	/** Dots stood in the item's place before. */
	readonly hadDots: boolean;
	readonly motion: Motion;
	/** Of the screen. */
	readonly heightPx: number;
};

/** The entrance of an item that is new at `startMs`; null: it stands at once. */
export function planEntrance(
	item: string,
	startMs: number,
	{ hadDots, motion, heightPx }: EntranceOptions,
): Entrance | null {
	const { replace, arrive, typing, receipt, other } = motion;
	switch (item.slice(item.lastIndexOf("/") + 1)) {
		case "bubble":
			return fadeOf(hadDots ? replace : arrive.theirs);
		case "typing":
			return fadeOf(typing.enter);
		case "receipt":
			return fadeOf(receipt.enter);
		default:
			return fadeOf(other.enter);
	}

	function fadeOf(entrance: Motion["replace"]): Entrance | null {
		if (entrance.kind !== "fade") return null;
		const { ms, fromOpacity, riseShare } = entrance;
		return { startMs, ms, fromOpacity, risePx: riseShare * heightPx };
	}
}

/** `message-3/typing` for `message-3/bubble`. */
export const dotsBefore = (item: string) => `${item.slice(0, item.lastIndexOf("/"))}/typing`;

/** Opacity and even distance below its place. The very first frame already shows something. */
export function entranceAt({ startMs, ms, fromOpacity, risePx }: Entrance, timeMs: number) {
	const share = easeOut((timeMs - startMs) / ms + 1 / 6);
	return {
		opacity: Math.round(fromOpacity + (64 - fromOpacity) * share),
		belowPx: 2 * Math.round(((1 - share) * risePx) / 2),
	};
}
