import type { Context2d } from "../graphics.ts";
import { mayRunRightToLeft } from "./direction.ts";

/** A part of a text, and what is added behind each of its letters. */
type Run = { readonly text: string; readonly trackingPx: number };

/**
 * Letters that may be set closer or wider; spaces, digits and signs go with them. Those of other scripts are joined, or stand in a
 * square of their own, as emoji do.
 */
const TRACKED =
	/(?!\p{M})(?:(?!\p{Emoji_Presentation}|\p{Extended_Pictographic})[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}])+/gu;
const HAS_LETTER = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u;

/**
 * Cuts a text where letters that are tracked meet others. Where some of it runs from right to left it stays whole, and is not tracked:
 * canvas orders it.
 */
export function splitTracked(text: string, trackingPx: number): readonly Run[] {
	if (trackingPx === 0 || mayRunRightToLeft(text)) return [{ text, trackingPx: 0 }];
	const runs: Run[] = [];
	let end = 0;
	for (const { index, 0: tracked } of text.matchAll(TRACKED)) {
		if (!HAS_LETTER.test(tracked)) continue;
		if (index > end) runs.push({ text: text.slice(end, index), trackingPx: 0 });
		runs.push({ text: tracked, trackingPx });
		end = index + tracked.length;
	}
	return end === text.length ? runs : [...runs, { text: text.slice(end), trackingPx: 0 }];
}

/** Does `work` while a context sets letters closer or wider. Without tracking it costs nothing. */
export function withTracking<Result>(context: Context2d, trackingPx: number, work: () => Result): Result {
	if (trackingPx === 0) return work();
	context.letterSpacing = `${trackingPx}px`;
	const result = work();
	context.letterSpacing = "0px";
	return result;
}
