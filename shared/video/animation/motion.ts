import type { ChatLayout } from "../layout/chat-layout.ts";
import { ceilToMacroblock } from "../layout/scale.ts";
import type { Timeline, TimelineEvent } from "../timeline/timeline.ts";
import { type Appearance, planAppearances } from "./appearances.ts";

/** How long the column takes to make room, read off a screen recording of the app. */
const SCROLL_MS = 350;

/** One movement of the column, eased from one offset to another. */
type Scroll = { readonly startMs: number; readonly fromPx: number; readonly toPx: number };

/** All movements and appearances in the column of a video. */
export type Motion = {
	/** Offsets at rest are whole macroblocks. */
	readonly scrolls: readonly Scroll[];
	readonly appearances: readonly Appearance[];
	/** Spans of time in which the picture may change from frame to frame, merged and ascending. */
	readonly busy: readonly { readonly startMs: number; readonly endMs: number }[];
};

export function planMotion(layout: ChatLayout, timeline: Timeline): Motion {
	const scrolls = planScrolls(layout, timeline);
	const appearances = planAppearances(layout, timeline, new Set(scrolls.map(({ startMs }) => startMs)));
	const spans = [
		...scrolls.map(({ startMs }) => ({ startMs, endMs: startMs + SCROLL_MS })),
		...appearances.map(({ startMs, endMs, entranceMs, items }) => ({
			startMs,
			endMs: items.length > 1 ? endMs : startMs + entranceMs,
		})),
		...appearances.map(({ endMs }) => ({ startMs: endMs, endMs })),
	];
	return { scrolls, appearances, busy: merge(spans.filter(({ startMs }) => Number.isFinite(startMs))) };
}

/** The column moves up if an item would end below the screen, and never back. */
function planScrolls(layout: ChatLayout, timeline: Timeline): readonly Scroll[] {
	const heightPx = layout.viewport.bottomPx - layout.viewport.topPx;
	const scrolls: Scroll[] = [];
	let restPx = 0;
	for (const event of timeline.events) {
		const toPx = Math.max(restPx, ceilToMacroblock(columnEnd(layout, event) - heightPx));
		if (toPx === restPx) continue;
		scrolls.push({ startMs: event.startMs, fromPx: scrollAt(scrolls, event.startMs), toPx });
		restPx = toPx;
	}
	return scrolls;
}

/** The column's offset at a time, even. A movement starts from where the column is, also during an earlier one. */
export function scrollAt(scrolls: readonly Scroll[], timeMs: number): number {
	const scroll = scrolls.findLast(({ startMs }) => startMs <= timeMs);
	if (scroll === undefined) return 0;
	const share = easeOut((timeMs - scroll.startMs) / SCROLL_MS);
	return 2 * Math.round((scroll.fromPx + share * (scroll.toPx - scroll.fromPx)) / 2);
}

/** Cubic ease-out: 1 − (1 − x)³. */
export const easeOut = (share: number) => 1 - (1 - Math.min(1, share)) ** 3;

function columnEnd(layout: ChatLayout, event: TimelineEvent): number {
	const message = layout.messages[event.message];
	if (message === undefined || event.kind === "receipt") return 0;
	return event.kind === "typing" ? message.typingBottomPx : message.bottomPx;
}

function merge(spans: readonly { startMs: number; endMs: number }[]): Motion["busy"] {
	const merged: { startMs: number; endMs: number }[] = [];
	for (const span of spans.toSorted((a, b) => a.startMs - b.startMs)) {
		const last = merged.at(-1);
		if (last !== undefined && span.startMs <= last.endMs) last.endMs = Math.max(last.endMs, span.endMs);
		else merged.push({ ...span });
	}
	return merged;
}
