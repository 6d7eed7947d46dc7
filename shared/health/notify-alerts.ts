// A channel is notified of an alert once. The notification is written as soon as the channel has accepted the message. Only a
// process that is killed between the two sends it once more, under the same message id, because alerts are written before.

import { sha256Hex } from "../core/hash.ts";
import { type RetryOptions, type RetryPolicy, retry } from "../core/retry.ts";
import { toIso } from "../core/time.ts";
import { findNotification, recordNotification, stepAlert } from "./alert.ts";
import type { AlertMemory } from "./alert-store.ts";
import type { CheckResult, CheckStatus } from "./check.ts";
import { channelCheck } from "./checks/channel.ts";

/** All notifications of a cycle to one channel. */
export type AlertMessage = Awaited<ReturnType<typeof createMessage>>["message"];

/** Delivers a message; rejects when it did not arrive. */
export type SendAlert = (message: AlertMessage) => Promise<void>;

export type AlertPorts = {
	/** By name: `webhook`, `email`. */
	readonly channels: Readonly<Record<string, SendAlert>>;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
	/** Called with why a channel did not accept a message. */
	readonly onFailed: (channel: string, error: unknown) => void;
	/** Whether it is the second time in a cycle: a channel that fails is not tried again. */
	readonly isSecond?: boolean;
	readonly retry?: RetryOptions;
};

/** A channel that is away for some seconds is waited for; after that it is tried at the next cycle. */
const CHANNEL_RETRY: RetryPolicy = { attempts: 3, baseMs: 1000, capMs: 5000 };

/**
 * Steps the alert of each result, and notifies every channel in one message each. A channel that fails is an alert itself. It is
 * tried again at each cycle, and the first message that it accepts says since when it failed and lists all that fires. Never
 * rejects because of a channel.
 */
export async function notifyAlerts(
	memory: AlertMemory,
	results: readonly CheckResult[],
	{ channels, nowMs, onFailed, isSecond = false, retry: options }: AlertPorts,
): Promise<void> {
	const now = nowMs();
	const step = ({ name, alert }: Pick<CheckResult, "name" | "alert">, status: CheckStatus) =>
		memory.set(name, stepAlert(alert, memory.get(name), status, now));
	for (const result of results) step(result, result.status);
	await memory.write();
	for (const [channel, send] of Object.entries(channels)) {
		const failingSinceMs = findFailingSince(memory, channel);
		const { message, records } = await createMessage(memory, results, channel, now);
		if (failingSinceMs === null ? records.size === 0 : isSecond) continue;
		try {
			await retry(() => send(message), CHANNEL_RETRY, options);
			for (const [rowId, record] of records) memory.set(rowId, record);
			step(channelCheck(channel), "pass");
		} catch (error) {
			onFailed(channel, error);
			step(channelCheck(channel), "warn");
		}
		await memory.write();
	}
}

/** Since when nothing reaches a channel; null where the last message did, or none was ever sent. */
export function findFailingSince(memory: AlertMemory, channel: string): number | null {
	const { sinceMs, clearedMs } = memory.get(channelCheck(channel).name);
	return clearedMs === null ? sinceMs : null;
}

/** What a channel is to be notified of, and the records of it for when the channel has accepted it. */
async function createMessage(
	memory: AlertMemory,
	results: readonly CheckResult[],
	channel: string,
	nowMs: number,
) {
	const failingSinceMs = findFailingSince(memory, channel);
	const isBack = failingSinceMs !== null;
	const names = new Set([...results.map(({ name }) => name), ...(isBack ? memory.listFiring() : [])]);
	// A channel is not notified of its own failure.
	names.delete(channelCheck(channel).name);
	const notifications = [...names].flatMap((name) => {
		const rowId = `${name}.${channel}`;
		const [alert, last] = [memory.get(name), memory.get(rowId)];
		const kind = findNotification(alert, last, nowMs, isBack);
		return kind === null ? [] : [{ name, kind, rowId, last, record: recordNotification(alert, kind, nowMs) }];
	});
	const alerts = notifications.map(({ name, kind, record: { severity, sinceMs } }) => {
		const state = kind === "resolved" ? ("resolved" as const) : ("firing" as const);
		const since = sinceMs === null ? null : toIso(sinceMs);
		// The repairs come last in a cycle.
		const result = results.find((each) => each.name === name);
		const words = result?.output ?? "It was so when it was last looked at.";
		return { name, state, severity, isRepeated: kind === "repeated", since, words };
	});
	const counts = ["firing", "resolved"]
		.map((word) => [alerts.filter(({ state }) => state === word).length, word])
		.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]));
	const title = `chatreel: ${counts.join(", ") || "this channel works again"}`;
	const remark = isBack
		? `This channel has been failing since ${toIso(failingSinceMs)}; this message says how things stand.`
		: "";
	// A process that dies before it has kept what it sent sends the same again: so no time of sending is in the id.
	const sent = notifications.map(({ name, kind, record: { severity, sinceMs }, last }) => {
		return [name, kind, severity, sinceMs, last.lastNotifiedMs];
	});
	// At most 36 characters, as Appwrite takes ids.
	const id = (await sha256Hex(JSON.stringify([channel, sent, failingSinceMs]))).slice(0, 32);
	const records = new Map(notifications.map(({ rowId, record }) => [rowId, record]));
	return { message: { id, at: toIso(nowMs), title, alerts, remark }, records };
}

/** The message of `npm run health -- --test-alert`. */
export function createTestMessage(nowMs: number): AlertMessage {
	const id = crypto.randomUUID().replaceAll("-", "");
	const remark = "Somebody asked for it by npm run health -- --test-alert. Nothing is wrong.";
	return { id, at: toIso(nowMs), title: "chatreel: this is a test", alerts: [], remark };
}

/** The message as lines of plain text, the title not among them. */
export function formatLines({ alerts, remark }: AlertMessage): readonly string[] {
	const lines = alerts.map(({ name, state, severity, isRepeated, since, words }) => {
		if (state === "resolved") return `RESOLVED ${name}: ${words}`;
		return `${isRepeated ? "STILL " : ""}${severity?.toUpperCase()} ${name} since ${since}: ${words}`;
	});
	return [...lines, remark].filter((line) => line !== "");
}
