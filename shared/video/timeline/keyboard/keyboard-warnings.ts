import { formatPath, type Path, toPointer } from "../../../core/fault.ts";
import type { ChatEntry, ChatMessage } from "../../conversation/chat-entries.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import type { Warning } from "../../conversation/warning.ts";
import type { Entering, Spans } from "../entering.ts";
import { formatSeconds } from "../format-seconds.ts";
import { PACING } from "../pacing.ts";
import { findRoom } from "../rooms.ts";
import { asksToBeTyped, canBeTyped, type Typed } from "./choose-typed.ts";

/** Why no keyboard is seen: the look has none, or the picture is too low for one. */
export type KeyboardHidden = "look" | "frame";

const REASONS = {
	look: "the look shows no keyboard",
	frame: "the picture is too low for a keyboard",
} as const satisfies Record<KeyboardHidden, string>;

/** Tells, once, that nothing is typed though the conversation asks for it. */
export function warnOfHidden(
	entries: readonly ChatEntry[],
	use: Conversation["keyboard"],
	hidden: KeyboardHidden,
): readonly Warning[] {
	const asking = entries.find(asksToBeTyped);
	const isAsked = use === "always" || use === "auto";
	if (!isAsked && asking === undefined) return [];
	const path: Path = isAsked || asking === undefined ? ["keyboard"] : ["messages", asking.index, "typed"];
	const message = `${formatPath(path)}: ${REASONS[hidden]}, so your messages appear without being typed.`;
	return [{ code: "KEYBOARD_HIDDEN", message, pointer: toPointer(path) }];
}

/** Warns of texts that are not typed as a whole, and of fields that say what cannot be. */
export function warnOfTyping(entries: readonly ChatEntry[], times: Entering & Spans): readonly Warning[] {
	return entries.flatMap((entry, at): readonly Warning[] => {
		if (entry.kind !== "message") return [];
		const each = times.typings[at];
		if (each != null && !each.isOptional) return warnOfHaste(entries, at, each, times);
		if ((entry.typed ?? false) === false) return [];
		const path: Path = ["messages", entry.index, "typed"];
		const why = sayWhyUntyped(entry);
		return [
			{
				code: "TYPED_UNUSED",
				message: `${formatPath(path)}: ${why}. It changes nothing.`,
				pointer: toPointer(path),
			},
		];
	});
}

function sayWhyUntyped(message: ChatMessage): string {
	if (message.sender !== "you") return "only messages of yours are typed";
	return canBeTyped(message) ? "the message stands there at the start" : "the message has no text";
}

function warnOfHaste(
	entries: readonly ChatEntry[],
	at: number,
	{ keystrokes: { leastMs } }: Typed,
	times: Entering & Spans,
): readonly Warning[] {
	const entry = entries[at];
	const roomMs = findRoom(entries, at, times, times);
	if (entry?.kind !== "message" || leastMs <= roomMs) return [];
	const path: Path = ["messages", entry.index];
	const isLeftOut = roomMs < PACING.shortestTypingMs;
	const outcome = isLeftOut ? "it is sent without being typed" : "it starts in mid-text";
	const room = `${formatPath(path)} has ${formatSeconds(Math.max(0, roomMs))} to be typed, and takes ${formatSeconds(leastMs)} at the fastest: ${outcome}`;
	if (entry.timestamp === undefined)
		return [{ code: "TYPING_TOO_FAST", message: `${room}.`, pointer: toPointer(path) }];
	const asked = `a timestamp of ${((times.startsMs[at] ?? 0) - roomMs + leastMs) / 1000} or later types all of it`;
	const message = `${room}; ${asked}.`;
	return [{ code: "TYPING_TOO_FAST", message, pointer: toPointer([...path, "timestamp"]) }];
}
