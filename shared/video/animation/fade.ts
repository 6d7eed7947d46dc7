import type { Sprite } from "../scene/scene.ts";
import { easeOut } from "./curve.ts";

/** An item becomes opaque. */
export type Fade = {
	readonly startMs: number;
	readonly ms: number;
	/** 0–64. */
	readonly fromOpacity: number;
	/** It starts so far below its place. */
	readonly risePx: number;
	/** The sprite of the same size that it fades from; null: nothing. */
	readonly from: Sprite | null;
};

/** Opacity and even distance below its place. Its very first frame already shows something. */
export function fadeAt({ startMs, ms, fromOpacity, risePx }: Fade, timeMs: number) {
	const share = shareAt(timeMs - startMs, ms);
	if (timeMs < startMs) return { opacity: 0, belowPx: 0 };
	return {
		opacity: Math.round(fromOpacity + (64 - fromOpacity) * share),
		belowPx: 2 * Math.round(((1 - share) * risePx) / 2),
	};
}

/** How far a fade is, in or out, as a share. */
export const shareAt = (ageMs: number, ms: number) => (ms === 0 ? 1 : easeOut(ageMs / ms + 1 / 6));

export const isFading = ({ startMs, ms }: Fade, timeMs: number) => timeMs < startMs + ms;
