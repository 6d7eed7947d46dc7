import type { Timeline, TimelineEvent } from "../timeline/timeline.ts";
import type { ChatLayout, ColumnItem } from "./chat-layout.ts";
import { TYPING_PERIOD_MS } from "./typing-dots.ts";

/** How long a bubble takes to appear. */
const ENTRANCE_MS = 220;
/** How long dots and the line under a message take to appear. */
const FADE_MS = 160;

/** One thing in the column from the moment it appears to the moment it goes (Infinity: it stays). */
export type Appearance = {
	readonly startMs: number;
	readonly endMs: number;
	/** What is shown in turn, each for its share of `periodMs`; most things are one picture. */
	readonly items: readonly ColumnItem[];
	readonly periodMs: number;
	/** `rise`: fades in from below. `fade`: fades in. `swap`: from half there. `none`: stands at once. */
	readonly entrance: "rise" | "fade" | "swap" | "none";
	readonly entranceMs: number;
};

/**
 * When each thing of a chat is seen, and how it appears. `movesAt` holds the times at which the column starts to move:
 * what comes with a movement is carried in by it and needs no entrance of its own.
 */
export function planAppearances(
	layout: ChatLayout,
	timeline: Timeline,
	movesAt: ReadonlySet<number>,
): readonly Appearance[] {
	const opening = layout.opening.map((item) => appearance(0, Number.POSITIVE_INFINITY, [item], "none"));
	const withDots = new Set(timeline.events.flatMap((event) => (event.kind === "typing" ? event.message : [])));
	const events = timeline.events.flatMap((event): Appearance[] => {
		const message = layout.messages[event.message];
		if (message === undefined) return [];
		const carried = movesAt.has(event.startMs);
		switch (event.kind) {
			case "typing":
				return [appearance(event.startMs, event.endMs, message.typing, carried ? "none" : "fade")];
			case "message": {
				const entrance = carried ? "none" : withDots.has(event.message) ? "swap" : "rise";
				if (message.asLast === null) return [appearance(event.startMs, Number.POSITIVE_INFINITY, [message.item], entrance)];
				const isNext = (each: TimelineEvent) => each.kind === "message" && each.message === event.message + 1;
				const nextMs = timeline.events.find(isNext)?.startMs ?? Number.POSITIVE_INFINITY;
				return [
					appearance(event.startMs, nextMs, [message.asLast], entrance),
					appearance(nextMs, Number.POSITIVE_INFINITY, [message.item], "none"),
				];
			}
			case "receipt": {
				if (message.receipts === null) return [];
				const entrance = event.state === "read" ? "none" : "fade";
				const endMs = receiptEndMs(layout, timeline, event);
				return [appearance(event.startMs, endMs, [message.receipts[event.state]], entrance)];
			}
		}
	});
	return [...opening, ...events];
}

function appearance(
	startMs: number,
	endMs: number,
	items: readonly ColumnItem[],
	entrance: Appearance["entrance"],
): Appearance {
	const entranceMs = { rise: ENTRANCE_MS, swap: ENTRANCE_MS, fade: FADE_MS, none: 0 }[entrance];
	return { startMs, endMs, items, periodMs: TYPING_PERIOD_MS, entrance, entranceMs };
}

/** A receipt goes when its message's next state, or the next "you" message, is there. */
function receiptEndMs(layout: ChatLayout, timeline: Timeline, receipt: TimelineEvent): number {
	const successor = timeline.events.find((event) => {
		if (event === receipt || event.startMs < receipt.startMs) return false;
		if (event.kind === "receipt") return event.message >= receipt.message;
		return event.kind === "message" && event.message > receipt.message && layout.messages[event.message]?.sender === "you";
	});
	return successor?.startMs ?? Number.POSITIVE_INFINITY;
}
