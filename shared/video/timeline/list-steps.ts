import type { ChatMessage } from "../conversation/chat-entries.ts";
import type { Change, ChatState } from "../conversation/chat-state.ts";
import type { Labels } from "./clock-labels.ts";
import type { Clock } from "./clock-times.ts";
import type { ReceiptTime } from "./receipt-times.ts";
import type { Step } from "./step.ts";

/** What the chat shows before the first step. */
export type Opening = Pick<ChatState, "clock" | "opened"> & { readonly changes: readonly Change[] };

/** By message, but for the receipts and the clock. */
type Times = {
	readonly startsMs: readonly number[];
	readonly typingMs: readonly (number | null)[];
	/** So many messages stand there at the start. */
	readonly standing: number;
	readonly receipts: readonly ReceiptTime[];
	readonly clock: Clock;
	readonly labels: Labels;
};

/** Makes changes of all that was timed: those of the start, and the steps in their order. */
export function listSteps(messages: readonly ChatMessage[], times: Times) {
	const { startsMs, typingMs, standing, receipts, clock, labels } = times;
	const shown = messages.map(({ index, sender, receipt }, at): Change => {
		const isSent = sender === "you" && receipt !== "none";
		return { kind: "shown", entry: index, time: labels.sent(at), ...(isSent && { receipt: "sent" }) };
	});
	const entryOf = (at: number) => messages[at]?.index ?? at;
	const receive = ({ of, receipt, atMs }: ReceiptTime): Change => {
		const time = atMs === null ? labels.sent(of) : labels.at(atMs);
		return { kind: "receipt", entry: entryOf(of), receipt, time };
	};
	const opening: Opening = {
		clock: labels.clock(clock.openingMinute),
		opened: labels.opened(),
		changes: [...shown.slice(0, standing), ...receipts.filter(({ atMs }) => atMs === null).map(receive)],
	};
	const steps: readonly Step[] = [
		...clock.turns.map(({ atMs, minute }) => stepAt(atMs, { kind: "clock", clock: labels.clock(minute) })),
		...typingMs.flatMap((atMs, at) =>
			atMs === null ? [] : stepAt(atMs, { kind: "typing", entry: entryOf(at) }),
		),
		...shown.flatMap((change, at) => (at < standing ? [] : stepAt(startsMs[at] ?? 0, change))),
		...receipts.flatMap((each) => (each.atMs === null ? [] : stepAt(each.atMs, receive(each)))),
	];
	// A stable sort: at one moment messages stay in the order of the list, and receipts come after them.
	return { opening, steps: steps.toSorted((a, b) => a.atMs - b.atMs) };
}

const stepAt = (atMs: number, change: Change): Step => ({ atMs, change });
