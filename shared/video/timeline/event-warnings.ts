import { formatPath, type Path, toPointer } from "../../core/fault.ts";
import type { ChatEntry, ChatMessage } from "../conversation/chat-entries.ts";
import type { Warning } from "../conversation/warning.ts";
import type { Entering, Spans } from "./entering.ts";
import type { ChatEvent } from "./event-times.ts";
import { formatSeconds } from "./format-seconds.ts";
import { PACING } from "./pacing.ts";
import { measureReading } from "./reading.ts";

type Times = Entering & Spans & { readonly events: readonly ChatEvent[]; readonly durationMs: number };

/** Warns of what happens and is not seen, or not for long enough. */
export function warnOfEvents(entries: readonly ChatEntry[], times: Times): readonly Warning[] {
	return [
		...times.events.flatMap((event) => warnOfEvent(entries[event.of], event, times)),
		...entries.flatMap((entry, at) => (at < times.standing ? [] : warnOfEntry(entry, at, times))),
	];
}

function warnOfEvent(entry: ChatEntry | undefined, event: ChatEvent, times: Times): readonly Warning[] {
	const { of, what, atMs, isTooLate } = event;
	if (entry?.kind !== "message" || atMs === null) return [];
	const message: Path = ["messages", entry.index];
	const path = what.kind === "reaction" ? [...message, "reactions", what.reaction] : [...message, what.kind];
	if (isTooLate) {
		const afterMs = atMs - (times.startsMs[of] ?? 0);
		const deleted = `the message, which is deleted ${entry.deleted?.after ?? 0} s after it appears`;
		const late = `${formatPath(path)} would come ${formatSeconds(afterMs)} after ${deleted}`;
		return [createWarning("EVENT_AFTER_DELETION", `${late}: it is left out.`, path)];
	}
	const end = warnOfEnd(path, atMs, times);
	if (end.length > 0 || what.kind === "reaction") return end;
	return [
		...warnOfHaste(path, event, times),
		...(what.kind === "edited" ? warnOfSpeed(path, entry, event, times) : []),
	];
}

function warnOfEnd(path: Path, atMs: number, { entranceMs, pacing, durationMs }: Times): readonly Warning[] {
	if (atMs + entranceMs <= durationMs) return [];
	const end = `${formatPath(path)} would come at ${formatSeconds(atMs)}, and the video ends at ${formatSeconds(durationMs)}`;
	const asked = `a video.durationSeconds of ${(atMs + Math.max(pacing.eventSeenMs, entranceMs)) / 1000} or more shows it`;
	return [createWarning("EVENT_AFTER_END", `${end}: it is left out; ${asked}.`, path)];
}

/** Of an edit or a deletion before anybody saw what was there. One that comes before it can be read may well be meant so. */
function warnOfHaste(
	path: Path,
	{ of, what, atMs }: ChatEvent,
	{ events, startsMs }: Times,
): readonly Warning[] {
	const edit = events.find((event) => event.of === of && event.what.kind === "edited" && !event.isTooLate);
	const sinceMs = (what.kind === "deleted" ? edit?.atMs : null) ?? startsMs[of] ?? 0;
	const seenMs = (atMs ?? 0) - sinceMs;
	if (seenMs >= PACING.shortestSeenMs) return [];
	const addedMs = PACING.shortestSeenMs - seenMs;
	const askedMs = (atMs ?? 0) - (startsMs[of] ?? 0) + addedMs;
	const haste = `${formatPath(path)} comes when what it changes was seen for ${formatSeconds(seenMs)}`;
	const message = `${haste}; an \`after\` of ${askedMs / 1000} or more shows it.`;
	return [createWarning("SEEN_TOO_SHORT", message, path)];
}

/** Of a new text that the end of the video cuts short. */
function warnOfSpeed(
	path: Path,
	{ edited }: ChatMessage,
	{ atMs }: ChatEvent,
	times: Times,
): readonly Warning[] {
	const { characters, readingMs } = measureReading(edited?.text ?? "", times.pacing);
	const seenMs = times.durationMs - (atMs ?? 0);
	if (readingMs <= seenMs) return [];
	const speed = Math.round((characters * 1000) / readingMs);
	const need = `${formatPath(path)} has ${characters} characters, which at ${speed} a second take ${formatSeconds(readingMs)} to read`;
	return [createWarning("READING_SPEED", `${need}; the video ends after ${formatSeconds(seenMs)}.`, path)];
}

function warnOfEntry(entry: ChatEntry, at: number, times: Times): readonly Warning[] {
	if (entry.kind !== "typing" && entry.kind !== "status") return [];
	const path: Path = ["messages", entry.index, entry.kind];
	const end = warnOfEnd(path, times.startsMs[at] ?? 0, times);
	if (entry.kind === "status" || end.length > 0) return end;
	if (entry.sender === "you") {
		const own = `${formatPath(path)} is yours, and nobody sees their own dots: nothing happens for ${entry.seconds} s`;
		return [createWarning("OWN_TYPING", `${own}; \`typed\` shows how a message of yours is typed.`, path)];
	}
	const leastMs = times.pacing.shortestTypingMs;
	if (entry.seconds * 1000 >= leastMs) return [];
	const short = `${formatPath(path)} lasts ${entry.seconds} s: dots of less than ${formatSeconds(leastMs)} are a flicker, and are left out`;
	return [createWarning("TYPING_CUT", `${short}.`, path)];
}

const createWarning = (code: string, message: string, path: Path): Warning => ({
	code,
	message,
	pointer: toPointer(path),
});
