// A channel is notified of an alert once. The notification is written as soon as the channel has accepted the message. Only a
// process that is killed between the two sends it once more, under the same message id, because alerts are written before.

import { sha256Hex } from "../core/hash.ts";
import { CALL_RETRY, type RetryOptions, retry } from "../core/retry.ts";
import { type EpochMs, toIso } from "../core/time.ts";
import { findNotification, recordNotification, stepAlert } from "./alert.ts";
import type { AlertStore } from "./alert-store.ts";
import type { CheckResult, CheckStatus } from "./check.ts";
import { channelCheck } from "./checks/channel.ts";

/** All notifications of a cycle to one channel. */
export type AlertMessage = Awaited<ReturnType<typeof createMessage>>["message"];

/** Delivers a message; rejects when it did not arrive. */
export type SendAlert = (message: AlertMessage) => Promise<void>;

export type AlertPorts = {
	/** By name: `webhook`, `email`. */
	readonly channels: Readonly<Record<string, SendAlert>>;
	readonly nowMs: () => EpochMs;
	readonly onFailed: (channel: string, error: unknown) => void;
	/** Whether it is the second time in a cycle: a channel that fails is not tried again. */
	readonly isSecond?: boolean;
	readonly retry?: RetryOptions;
};

/**
 * Steps the alert of each result, and notifies every channel in one message each. A channel that fails is an alert itself. It is
 * tried again at each cycle, and the first message that it accepts says since when it failed and lists all that fires. Never
 * rejects because of a channel.
 */
export async function notifyAlerts(
	store: AlertStore,
	results: readonly CheckResult[],
	{ channels, nowMs, onFailed, isSecond = false, retry: options }: AlertPorts,
): Promise<void> {
	const now = nowMs();
	const step = ({ name, alert }: Pick<CheckResult, "name" | "alert">, status: CheckStatus) =>
		store.set(name, stepAlert(alert, store.get(name), status, now));
	for (const result of results) step(result, result.status);
	await store.write();
	for (const [channel, send] of Object.entries(channels)) {
		const failingSinceMs = findFailingSince(store, channel);
		const { message, notifications } = await createMessage(store, results, channel, now);
		if (failingSinceMs === null ? notifications.length === 0 : isSecond) continue;
		try {
			await retry(() => send(message), CALL_RETRY, options);
			for (const { rowId, record } of notifications) store.set(rowId, record);
			step(channelCheck(channel), "pass");
		} catch (error) {
			onFailed(channel, error);
			step(channelCheck(channel), "warn");
		}
		await store.write();
	}
}

/** Since when nothing reaches a channel; null where the last message did, or none was ever sent. */
export function findFailingSince(store: AlertStore, channel: string): EpochMs | null {
	const { sinceMs, clearedMs } = store.get(channelCheck(channel).name);
	return clearedMs === null ? sinceMs : null;
}

/** What a channel is to be notified of, and the records of it for when the channel has accepted it. */
async function createMessage(
	store: AlertStore,
	results: readonly CheckResult[],
	channel: string,
	nowMs: EpochMs,
) {
	const failingSinceMs = findFailingSince(store, channel);
	const isBack = failingSinceMs !== null;
	const names = new Set([...results.map(({ name }) => name), ...(isBack ? store.listFiring() : [])]);
	// A channel is not notified of its own failure.
	names.delete(channelCheck(channel).name);
	const notifications = [...names].flatMap((name) => {
		const rowId = `${name}.${channel}`;
		const [alert, last] = [store.get(name), store.get(rowId)];
		const kind = findNotification(alert, last, nowMs, isBack);
		return kind === null ? [] : [{ name, kind, rowId, last, record: recordNotification(alert, nowMs) }];
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
	return { message: { id, at: toIso(nowMs), title, alerts, remark }, notifications };
}
