import { createFault, type Fault, placeOf } from "../../core/fault.ts";
import { LIMITS } from "./limits.ts";

/** The rules that concern several fields. They read the raw value and skip what is malformed, so that their faults are
 * reported together with the schema's. */
export function wholeFaults(value: unknown, maxMessages: number, lookedAt: number): readonly Fault[] {
	const messages = listMessages(value);
	return messages === null
		? []
		: [...countFaults(messages.length, maxMessages, lookedAt), ...orderFaults(messages.slice(0, lookedAt))];
}

export function sizeFaults(bytes: number): readonly Fault[] {
	if (bytes <= LIMITS.conversationBytes) return [];
	const allowed = `at most ${LIMITS.conversationBytes} bytes`;
	return [createFault([], { expected: "a conversation", allowed, received: `${bytes} bytes` })];
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
		const seconds = timestampOf(message);
		if (seconds === null) continue;
		if (seconds >= latest.seconds) {
			latest = { index, seconds };
			continue;
		}
		const expected = `a time not before that of ${placeOf(["messages", latest.index])}`;
		const words = { expected, allowed: `${latest.seconds} or later`, received: String(seconds) };
		faults.push(createFault(["messages", index, "timestamp"], words));
	}
	return faults;
}

/** The list of messages, if any; its items are unchecked. */
export function listMessages(value: unknown): readonly unknown[] | null {
	const isObject = typeof value === "object" && value !== null;
	return isObject && "messages" in value && Array.isArray(value.messages) ? value.messages : null;
}

/** A time that is not valid says nothing about the order. */
function timestampOf(message: unknown): number | null {
	if (typeof message !== "object" || message === null || !("timestamp" in message)) return null;
	const { timestamp } = message;
	const { min, max } = LIMITS.timestampSeconds;
	return typeof timestamp === "number" && timestamp >= min && timestamp <= max ? timestamp : null;
}
