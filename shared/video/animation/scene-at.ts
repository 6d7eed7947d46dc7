import type { ChatLayout } from "../layout/chat-layout.ts";
import type { Placement, Scene } from "../layout/scene.ts";
import type { Appearance } from "./appearances.ts";
import { easeOut, type Motion, scrollAt } from "./motion.ts";

/** A bubble rises by this share of its screen's height while it appears. */
const RISE_SHARE = 0.012;
/** A bubble that replaces its dots starts half visible, so that the place never looks empty. */
const SWAP_ALPHA = 0.5;

/** The scene at a time. Sprites wholly outside the column's rows are left out, so that equal pictures are equal values. */
export function sceneAt(layout: ChatLayout, motion: Motion, timeMs: number): Scene {
	const scrollPx = scrollAt(motion.scrolls, timeMs);
	const offsetPx = layout.viewport.topPx - scrollPx;
	const column = motion.appearances
		.filter(({ startMs, endMs }) => startMs <= timeMs && timeMs < endMs)
		.flatMap((appearance) => place(layout, appearance, timeMs - appearance.startMs, offsetPx) ?? []);
	return {
		scrollPx,
		placements: [
			...column.filter((placement) => isSeen(layout, placement)),
			...layout.fixed.map((item) => ({ ...item, alpha: 255 })),
		],
	};
}

function place(
	layout: ChatLayout,
	appearance: Appearance,
	ageMs: number,
	offsetPx: number,
): Placement | null {
	const { items, periodMs, entrance, entranceMs } = appearance;
	const item = items[Math.floor((ageMs / periodMs) * items.length) % items.length];
	if (item === undefined) return null;
	const share = entrance === "none" ? 1 : entranceShare(ageMs, entranceMs);
	const risePx = entrance === "rise" ? 2 * Math.round(((1 - share) * RISE_SHARE * layout.heightPx) / 2) : 0;
	const alpha = entrance === "swap" ? SWAP_ALPHA + (1 - SWAP_ALPHA) * share : share;
	return {
		sprite: item.sprite,
		xPx: item.xPx,
		yPx: item.yPx + offsetPx + risePx,
		alpha: Math.round(255 * alpha),
	};
}

/** 0 to 1 in the course of the entrance; the very first frame already shows something. */
function entranceShare(ageMs: number, entranceMs: number): number {
	return easeOut(ageMs / entranceMs + 1 / 6);
}

function isSeen(layout: ChatLayout, { sprite, yPx }: Placement): boolean {
	const heightPx = layout.sprites[sprite]?.heightPx ?? 0;
	return yPx < layout.viewport.bottomPx && yPx + heightPx > layout.viewport.topPx;
}
