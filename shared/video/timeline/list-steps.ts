import type { ChatEntry } from "../conversation/chat-entries.ts";
import type { Change, ChatState, KeyboardState } from "../conversation/chat-state.ts";
import type { Labels } from "./clock-labels.ts";
import type { Clock } from "./clock-times.ts";
import type { Spans } from "./entering.ts";
import { standsInChat } from "./entry-text.ts";
import type { ChatEvent } from "./event-times.ts";
import { findOpenings } from "./openings.ts";
import type { ReceiptTime } from "./receipt-times.ts";
import type { Step } from "./step.ts";

/** What the chat shows before the first step. */
export type Opening = Pick<ChatState, "clock" | "opened"> & { readonly changes: readonly Change[] };

/** By entry, but for the receipts, the events and the clock. */
type Times = Spans & {
	readonly typingMs: readonly (number | null)[];
	/** So many entries stand there at the start. */
	readonly standing: number;
	readonly receipts: readonly ReceiptTime[];
	readonly events: readonly ChatEvent[];
	/** What is seen of your own typing. */
	readonly typing: { readonly opening: KeyboardState | null; readonly steps: readonly Step[] };
	readonly clock: Clock;
	readonly labels: Labels;
};

/** A step; null: it was before the video. */
type Happening = { readonly atMs: number | null; readonly change: Change };

/** Makes changes of all that was timed: those of the start, and the steps in their order. */
export function listSteps(entries: readonly ChatEntry[], times: Times) {
	const { clock, labels, typing } = times;
	const keyboard = typing.opening;
	const happenings = [
		...(keyboard === null ? [] : [happenAt(null, { kind: "keyboard", keyboard })]),
		...clock.turns.map(({ atMs, minute }) => happenAt(atMs, { kind: "clock", clock: labels.clock(minute) })),
		...listStatuses(entries, times),
		...listDots(entries, times),
		...typing.steps,
		...listShown(entries, times),
		...times.receipts.map((receipt) => receive(entries, receipt, labels)),
		...listEvents(entries, times),
	];
	const opening: Opening = {
		clock: labels.clock(clock.openingMinute),
		opened: labels.opened(),
		changes: happenings.flatMap(({ atMs, change }) => (atMs === null ? [change] : [])),
	};
	const steps = happenings.flatMap(({ atMs, change }): readonly Step[] =>
		atMs === null ? [] : [{ atMs, change }],
	);
	// A stable sort: at one moment entries stay in the order of the list, and what happens to them comes after them.
	return { opening, steps: steps.toSorted((a, b) => a.atMs - b.atMs) };
}

function listStatuses(entries: readonly ChatEntry[], { startsMs, standing }: Times): readonly Happening[] {
	return entries.flatMap((entry, at) => {
		if (entry.kind !== "status") return [];
		return happenAt(at < standing ? null : (startsMs[at] ?? 0), { kind: "status", status: entry.status });
	});
}

/** Dots come, and go where no message takes their place. */
function listDots(entries: readonly ChatEntry[], { typingMs, stopsMs }: Times): readonly Happening[] {
	const begin = entries.flatMap(({ index }, at) =>
		typingMs[at] == null ? [] : happenAt(typingMs[at], { kind: "typing", entry: index }),
	);
	const stop = entries.flatMap(({ kind, index }, at) =>
		kind !== "typing" || typingMs[at] === null
			? []
			: happenAt(stopsMs[at] ?? 0, { kind: "stopped", entry: index }),
	);
	return [...begin, ...stop];
}

function listShown(entries: readonly ChatEntry[], times: Times): readonly Happening[] {
	const { startsMs, standing, clock, labels } = times;
	const openings = findOpenings(entries, clock.sentMinutes);
	return entries.flatMap((entry, at): readonly Happening[] => {
		if (!standsInChat(entry)) return [];
		const isSent = entry.kind === "message" && entry.sender === "you" && entry.receipt !== "none";
		const opening = openings[at];
		const change: Change = {
			kind: "shown",
			entry: entry.index,
			time: labels.sent(at),
			...(isSent && { receipt: "sent" }),
			...(opening != null && { opens: { ...labels.opens(at, at < standing), ...opening } }),
		};
		return [happenAt(at < standing ? null : (startsMs[at] ?? 0), change)];
	});
}

function receive(
	entries: readonly ChatEntry[],
	{ of, receipt, atMs }: ReceiptTime,
	labels: Labels,
): Happening {
	const time = atMs === null ? labels.sent(of) : labels.at(atMs);
	return happenAt(atMs, { kind: "receipt", entry: entries[of]?.index ?? of, receipt, time });
}

function listEvents(entries: readonly ChatEntry[], { events }: Times): readonly Happening[] {
	const happening = events.filter(({ isTooLate }) => !isTooLate);
	const isDeletion = ({ what }: ChatEvent) => what.kind === "deleted";
	// Of what happens at one moment, a deletion is the last.
	return [...happening.filter((event) => !isDeletion(event)), ...happening.filter(isDeletion)].map(
		({ of, what, atMs }) => happenAt(atMs, { entry: entries[of]?.index ?? of, ...what }),
	);
}

const happenAt = (atMs: number | null, change: Change): Happening => ({ atMs, change });
