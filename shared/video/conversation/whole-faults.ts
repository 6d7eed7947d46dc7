import { createFault, describe, type Fault, formatPath, quote } from "../../core/fault.ts";
import { isRecord } from "../../core/json.ts";
import { CONTENTS, entrySchema, MESSAGE } from "./entries.ts";
import { LIMITS } from "./limits.ts";
import { findReferenceFaults } from "./reference-faults.ts";
import { chooseOption } from "./schema-places.ts";

/**
 * The rules that concern several fields. They read the raw value and skip what is malformed, so that their faults are reported
 * together with the schema's.
 */
export function findWholeFaults(value: unknown, maxMessages: number, lookedAt: number): readonly Fault[] {
	const messages = listMessages(value);
	if (!isRecord(value) || messages === null) return [];
	const seen = messages.slice(0, lookedAt);
	return [
		...countFaults(messages.length, maxMessages, lookedAt),
		...orderFaults(seen),
		...seen.flatMap(contentFaults),
		...findReferenceFaults(value, seen),
		...startFaults(value["startWith"], messages.length),
		...splitFaults(value["split"]),
	];
}

/** The list of messages, unchecked; null if there is none. */
export function listMessages(value: unknown): readonly unknown[] | null {
	const isObject = typeof value === "object" && value !== null;
	return isObject && "messages" in value && Array.isArray(value.messages) ? value.messages : null;
}

function countFaults(count: number, maxMessages: number, lookedAt: number): readonly Fault[] {
	if (count >= 1 && count <= maxMessages) return [];
	const unseen = count > lookedAt ? `, of which the last ${count - lookedAt} were not looked at` : "";
	const received = count === 0 ? "none" : `${count}${unseen}`;
	return [createFault(["messages"], { expected: "messages", allowed: `1 to ${maxMessages}`, received })];
}

/** Compares each given time with the latest one before it, also across messages without a time. */
function orderFaults(messages: readonly unknown[]): readonly Fault[] {
	const faults: Fault[] = [];
	let latest = { index: -1, seconds: 0 };
	for (const [index, message] of messages.entries()) {
		const seconds = readTimestamp(message);
		if (seconds === null) continue;
		if (seconds >= latest.seconds) {
			latest = { index, seconds };
			continue;
		}
		const expected = `a time not before that of ${formatPath(["messages", latest.index])}`;
		const words = { expected, allowed: `${latest.seconds} or later`, received: String(seconds) };
		faults.push(createFault(["messages", index, "timestamp"], words));
	}
	return faults;
}

/** An invalid time says nothing about the order. */
function readTimestamp(message: unknown): number | null {
	if (typeof message !== "object" || message === null || !("timestamp" in message)) return null;
	const { timestamp } = message;
	const { min, max } = LIMITS.timestampSeconds;
	return typeof timestamp === "number" && timestamp >= min && timestamp <= max ? timestamp : null;
}

/** A message has a sender, and something to show. */
function contentFaults(entry: unknown, index: number): readonly Fault[] {
	if (!isRecord(entry)) return [];
	const hasSender = entry["sender"] !== undefined || entry["from"] !== undefined;
	const hasContent = CONTENTS.some((name) => entry[name] !== undefined);
	if ((hasSender && hasContent) || chooseOption(entrySchema, entry) !== MESSAGE) return [];
	const missing = (name: string, expected: string, allowed: string) =>
		createFault(["messages", index, name], { expected, allowed, received: "nothing" });
	const text = `1 to ${LIMITS.text.graphemes} characters, or instead images, voice or audio`;
	return [
		...(hasSender ? [] : [missing("sender", "a sender", '"you", "them"')]),
		...(hasContent ? [] : [missing("text", "a text", text)]),
	];
}

function startFaults(startWith: unknown, count: number): readonly Fault[] {
	if (!Number.isInteger(startWith) || Number(startWith) <= count) return [];
	const words = { expected: "a number of entries", allowed: `0 to ${count}`, received: String(startWith) };
	return [createFault(["startWith"], words)];
}

function splitFaults(split: unknown): readonly Fault[] {
	if (!isRecord(split)) return [];
	const given = ["maxSeconds", "count"].filter((name) => split[name] !== undefined);
	if (given.length === 1) return [];
	const received = given.length === 0 ? describe(undefined) : given.map(quote).join(" and ");
	return [
		createFault(["split"], {
			expected: "one measure of a part",
			allowed: '"maxSeconds" or "count"',
			received,
		}),
	];
}
