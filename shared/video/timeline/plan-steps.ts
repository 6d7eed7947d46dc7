import { finishSteps, type Steps } from "../../core/steps.ts";
import type { ChatEntry } from "../conversation/chat-entries.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Warning } from "../conversation/warning.ts";
import { findLocale } from "../locale/find-locale.ts";
import { findKeyboard } from "../locale/keyboards.ts";
import { createLabels } from "./clock-labels.ts";
import { runClock } from "./clock-times.ts";
import type { Entering } from "./entering.ts";
import { measureEntry } from "./entry-text.ts";
import { countStanding, timeEntries } from "./entry-times.ts";
import { timeEvents } from "./event-times.ts";
import { warnOfEvents } from "./event-warnings.ts";
import { chooseTyped } from "./keyboard/choose-typed.ts";
import { fitTyped } from "./keyboard/fit-typed.ts";
import { listKeyboardSteps } from "./keyboard/keyboard-steps.ts";
import { type KeyboardHidden, warnOfHidden, warnOfTyping } from "./keyboard/keyboard-warnings.ts";
import { listSteps, type Opening } from "./list-steps.ts";
import { PACING } from "./pacing.ts";
import { warnOfPacing } from "./pacing-warnings.ts";
import { listEnds, planDuration } from "./plan-duration.ts";
import { timeReceipts } from "./receipt-times.ts";
import { scalePacing } from "./scale-pacing.ts";
import type { Step } from "./step.ts";
import { timeTyping } from "./typing-times.ts";

export type PlannedSteps = {
	readonly opening: Opening;
	/** Ascending by time. */
	readonly steps: readonly Step[];
	readonly durationMs: number;
	/** By entry: when the video would end by its own pace, were this entry the last. */
	readonly endsMs: readonly number[];
	readonly warnings: readonly Warning[];
};

/** What of a conversation decides its times, beside its entries. */
type Settings = Pick<Conversation, "startWith" | "device" | "locale" | "pace" | "keyboard"> & {
	readonly video?: Pick<Conversation["video"], "durationSeconds">;
};

/** What the look decides. */
export type Showing = {
	/** How long it takes to bring a message to rest. */
	readonly entranceMs?: number;
	/** Why no keyboard is seen: then nothing is typed. Null, the default: it is. */
	readonly keyboardHidden?: KeyboardHidden | null;
};

/**
 * Plans what changes in the chat, and when. Pure: equal entries give equal steps. The video lasts `durationSeconds`, or until the last
 * entry can have been read and the last event seen. What the maker gives in seconds is kept as it is at any pace. Throws INVALID_INPUT
 * with `details: {faults, faultCount}`, as parsing does, if the given length ends before the last message was seen at rest; the fault
 * names the shortest length allowed.
 */
export function planSteps(
	entries: readonly ChatEntry[],
	settings: Settings = {},
	showing: Showing = {},
): PlannedSteps {
	return finishSteps(planStepsInSteps(entries, settings, showing));
}

/** As `planSteps`, in steps of about a message. */
export function* planStepsInSteps(
	entries: readonly ChatEntry[],
	settings: Settings,
	{ entranceMs = PACING.entranceMs, keyboardHidden = null }: Showing,
): Steps<PlannedSteps> {
	const { startWith, device, locale, pace, video, keyboard: use } = settings;
	const pacing = scalePacing(pace);
	const readings = entries.map((entry) => measureEntry(entry, pacing));
	const standing = countStanding(entries, { startWith, hasKeyboard: keyboardHidden === null });
	const keyboard = findKeyboard(locale);
	const chosen =
		keyboardHidden === null ? yield* chooseTyped(entries, { use, standing, keyboard, pace }) : [];
	const chat = { standing, entranceMs, pacing, readings };
	yield;
	const { squeezes, typings, ...spans } = timeEntries(entries, { ...chat, typings: chosen });
	const entering: Entering = { ...chat, typings };
	const typingMs = timeTyping(entries, entering, spans);
	const events = timeEvents(entries, entering, spans);
	const receipts = timeReceipts(entries, { ...entering, ...spans, typingMs, events });
	const endsMs = listEnds(entries, entering, { ...spans, events });
	const ownEndMs = Math.max(
		endsMs.at(-1) ?? 0,
		...receipts.map(({ atMs }) => (atMs ?? 0) + pacing.receiptTailMs),
	);
	const { durationSeconds } = video ?? {};
	const durationMs = planDuration(entries, spans, { ownEndMs, entranceMs, durationSeconds });
	const clock = runClock({ entries, ...spans, standing, durationMs, time: device?.time });
	const labels = createLabels(clock, findLocale(locale), device);
	const typing = listKeyboardSteps(entries, {
		...{ ...spans, typingMs, keyboard, typed: fitTyped(entries, entering, spans) },
		isAlwaysUp: keyboardHidden === null && use === "always",
	});
	yield;
	const { opening, steps } = listSteps(entries, {
		...{ ...spans, typingMs, standing, receipts, events, typing, clock, labels },
	});
	return {
		opening,
		steps: steps.filter(({ atMs }) => atMs + entranceMs <= durationMs),
		durationMs,
		endsMs: [...endsMs.slice(0, -1), ownEndMs],
		warnings: [
			...warnOfPacing(entries, { ...entering, ...spans, squeezes, durationMs }),
			...(keyboardHidden === null
				? warnOfTyping(entries, { ...entering, ...spans })
				: warnOfHidden(entries, use, keyboardHidden)),
			...warnOfEvents(entries, { ...entering, ...spans, events, durationMs }),
		],
	};
}
