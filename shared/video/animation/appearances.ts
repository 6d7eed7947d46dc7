import type { ChatLayout, ColumnItem } from "../layout/chat-layout.ts";
import { TYPING_PERIOD_MS } from "../layout/typing-dots.ts";
import type { Timeline, TimelineEvent } from "../timeline/timeline.ts";

/** How long a bubble takes to appear. */
const ENTRANCE_MS = 220;
/** How long dots and the line under a message take to appear. */
const FADE_MS = 160;

/** One thing in the column from the moment it appears to the moment it goes (Infinity: it stays). */
export type Appearance = {
	readonly startMs: number;
	readonly endMs: number;
	/** The items shown in turn, each for an equal share of `periodMs`; most things have one. */
	readonly items: readonly ColumnItem[];
	readonly periodMs: number;
	/** `rise`: fades in from below. `fade`: fades in. `swap`: from half there. `none`: stands at once. */
	readonly entrance: "rise" | "fade" | "swap" | "none";
	readonly entranceMs: number;
};

/**
 * Plans when each thing of a chat is visible, and how it appears. `movesAt` holds the times at which the column starts to move:
 * an item that appears with a movement is carried in by it and needs no entrance of its own.
 */
export function planAppearances(
	layout: ChatLayout,
	timeline: Timeline,
	movesAt: ReadonlySet<number>,
): readonly Appearance[] {
	const opening = layout.opening.map((item) => appearance(0, Number.POSITIVE_INFINITY, [item], "none"));
	const withDots = new Set(
		timeline.events.flatMap((event) => (event.kind === "typing" ? event.message : [])),
	);
	const chat = { layout, timeline, movesAt, withDots };
	return [...opening, ...timeline.events.flatMap((event) => appearancesOf(event, chat))];
}

type Chat = {
	readonly layout: ChatLayout;
	readonly timeline: Timeline;
	readonly movesAt: ReadonlySet<number>;
	/** The messages that have typing dots before them. */
	readonly withDots: ReadonlySet<number>;
};

function appearancesOf(event: TimelineEvent, chat: Chat): Appearance[] {
	const message = chat.layout.messages[event.message];
	if (message === undefined) return [];
	const { startMs } = event;
	const isCarried = chat.movesAt.has(startMs);
	switch (event.kind) {
		case "typing":
			return [appearance(startMs, event.endMs, message.typing, isCarried ? "none" : "fade")];
		case "message": {
			const entrance = chat.withDots.has(event.message) ? "swap" : "rise";
			const forEver = Number.POSITIVE_INFINITY;
			const entering = isCarried ? "none" : entrance;
			if (message.asLast === null) return [appearance(startMs, forEver, [message.item], entering)];
			const nextMs = messageStartMs(chat.timeline, event.message + 1);
			return [
				appearance(startMs, nextMs, [message.asLast], entering),
				appearance(nextMs, forEver, [message.item], "none"),
			];
		}
		case "receipt": {
			if (message.receipts === null) return [];
			const endMs = receiptEndMs(chat, event);
			return [
				appearance(startMs, endMs, [message.receipts[event.state]], event.state === "read" ? "none" : "fade"),
			];
		}
	}
}

function messageStartMs({ events }: Timeline, message: number): number {
	const isIt = (event: TimelineEvent) => event.kind === "message" && event.message === message;
	return events.find(isIt)?.startMs ?? Number.POSITIVE_INFINITY;
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

/** A receipt disappears at its message's next state, or at the next "you" message. */
function receiptEndMs({ layout, timeline }: Chat, receipt: TimelineEvent): number {
	const successor = timeline.events.find((event) => {
		if (event === receipt || event.startMs < receipt.startMs) return false;
		if (event.kind === "receipt") return event.message >= receipt.message;
		return (
			event.kind === "message" &&
			event.message > receipt.message &&
			layout.messages[event.message]?.sender === "you"
		);
	});
	return successor?.startMs ?? Number.POSITIVE_INFINITY;
}
