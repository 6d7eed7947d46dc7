// A channel is notified of an alert once. The notification is kept as soon as the channel has accepted the message; only a
// process that is killed between the two sends it once more, under the same message id.

import { type RetryOptions, type RetryPolicy, retry } from "../core/retry.ts";
import { type AlertRecord, findNotification, INACTIVE, recordNotification, stepAlert } from "./alert.ts";
import { type Channels, createMessage, type Notification } from "./alert-message.ts";
import { type AlertMemory, channelRowId, failingSince, notifiedRowId } from "./alert-store.ts";
import type { CheckResult } from "./check.ts";
import { channelAlert } from "./checks/channel.ts";

export type AlertPorts = {
	readonly channels: Channels;
	/** Keeps a record of the memory. Never rejects. */
	readonly keep: (rowId: string, record: AlertRecord) => Promise<void>;
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
 * Steps the alert of each result, and notifies every channel in one message each. A channel that fails is tried again at
 * each cycle, and the first message that it accepts says since when it failed and lists all that fires. Returns the new
 * memory. Never rejects because of a channel.
 */
export async function notifyAlerts(
	before: AlertMemory,
	results: readonly CheckResult[],
	ports: AlertPorts,
): Promise<AlertMemory> {
	const { channels, keep, nowMs, onFailed, isSecond = false } = ports;
	const memory = new Map(before);
	const recall = (rowId: string) => memory.get(rowId) ?? INACTIVE;
	const change = async (rowId: string, record: AlertRecord) => {
		const isNew = JSON.stringify(recall(rowId)) !== JSON.stringify(record);
		memory.set(rowId, record);
		if (isNew) await keep(rowId, record);
	};
	for (const { name, status, alert } of results) {
		await change(name, stepAlert(alert, recall(name), status, nowMs()));
	}
	for (const [channel, send] of Object.entries(channels)) {
		const failingSinceMs = failingSince(memory, channel);
		const isBack = failingSinceMs !== null;
		if (isBack && isSecond) continue;
		const now = nowMs();
		const notifications = listNotifications(channel, memory, results, { isBack, nowMs: now });
		if (notifications.length === 0 && !isBack) continue;
		const message = await createMessage(channel, notifications, results, { failingSinceMs, nowMs: now });
		try {
			await retry(() => send(message), CHANNEL_RETRY, ports.retry);
		} catch (error) {
			onFailed(channel, error);
			const sinceMs = failingSinceMs ?? now;
			await change(channelRowId(channel), { ...INACTIVE, phase: "failing", sinceMs });
			continue;
		}
		for (const { name, kind, alert } of notifications) {
			await change(notifiedRowId(name, channel), recordNotification(alert, kind, now));
		}
		if (isBack) await change(channelRowId(channel), { ...INACTIVE, phase: "works", sinceMs: now });
	}
	return memory;
}

/** A channel is not notified of its own failure. */
function listNotifications(
	channel: string,
	memory: AlertMemory,
	results: readonly CheckResult[],
	{ isBack, nowMs }: { readonly isBack: boolean; readonly nowMs: number },
): readonly Notification[] {
	const firing = [...memory].filter(([, { phase }]) => phase === "firing").map(([rowId]) => rowId);
	const names = new Set([...results.map(({ name }) => name), ...(isBack ? firing : [])]);
	names.delete(channelAlert(channel));
	return [...names].flatMap((name) => {
		const alert = memory.get(name) ?? INACTIVE;
		const last = memory.get(notifiedRowId(name, channel)) ?? INACTIVE;
		const kind = findNotification(alert, last, nowMs, isBack);
		return kind === null ? [] : [{ name, kind, alert, last }];
	});
}
