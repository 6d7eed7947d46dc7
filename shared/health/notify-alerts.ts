// Alerts are told once. What was told is kept in the table `alerts`, and written as soon as a channel has taken its message; only
// a process that is killed between the two tells it once more, under the same message id.

import { type RetryPolicy, retry } from "../core/retry.ts";
import type { Sleep } from "../core/time.ts";
import { type AlertMessage, messageOf } from "./alert-message.ts";
import {
	type AlertMemory,
	type AlertRow,
	alertIn,
	alertRow,
	channelRow,
	channelRowId,
	failingSinceIn,
	firingIn,
	toldIn,
	toldRow,
	toldRowId,
} from "./alert-record.ts";
import { ruleOf } from "./alert-rules.ts";
import { stepAlert } from "./alert-state.ts";
import type { HealthCheck } from "./health-check.ts";
import { noticeFor, standingNotice, toldBy } from "./notifications.ts";

/** Takes a message to where it is read; rejects where it did not arrive. */
export type SendAlert = (message: AlertMessage) => Promise<void>;

/** By name: `webhook`, `email`. */
export type Channels = Readonly<Record<string, SendAlert>>;

export type AlertPorts = {
	readonly channels: Channels;
	/** Keeps a row of the memory. */
	readonly keep: (rowId: string, row: AlertRow) => Promise<void>;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
	/** Tells the operator what a channel said. */
	readonly onFailed: (channel: string, error: unknown) => void;
	readonly deadline?: { readonly remainingMs: () => number };
	/** Whether it is the second time in a tick: a channel that has failed is not tried again only to see whether it works. */
	readonly isLater?: boolean;
	readonly sleep?: Sleep;
};

/** A channel that is away for some seconds is waited for; what is away for longer is told at the next tick. */
const CHANNEL_RETRY: RetryPolicy = { attempts: 3, baseMs: 1000, capMs: 5000 };

/**
 * Moves each check's alert on, and tells every channel what it does not know yet, in one message each. A channel that has failed
 * is tried again each time, and the first message that it takes says so, with all that fires by then. Gives the memory as it is then. Never rejects because of
 * a channel.
 */
export async function tellTrouble(
	memory: AlertMemory,
	checks: readonly HealthCheck[],
	ports: AlertPorts,
): Promise<AlertMemory> {
	const now = new Map(memory);
	const change = async (rowId: string, row: AlertRow) => {
		const before = now.get(rowId);
		now.set(rowId, row);
		if (JSON.stringify(before) !== JSON.stringify(row)) await ports.keep(rowId, row);
	};
	for (const { name, status } of checks) {
		const state = stepAlert(ruleOf(name), alertIn(now, name), status, ports.nowMs());
		if (state.phase !== "inactive" || now.has(name)) await change(name, alertRow(state));
	}
	for (const [channel, send] of Object.entries(ports.channels)) {
		await tellChannel(channel, send, now, checks, change, ports);
	}
	return now;
}

async function tellChannel(
	channel: string,
	send: SendAlert,
	memory: AlertMemory,
	checks: readonly HealthCheck[],
	change: (rowId: string, row: AlertRow) => Promise<void>,
	{ nowMs, onFailed, deadline, isLater = false, sleep }: AlertPorts,
): Promise<void> {
	const now = nowMs();
	// A channel is not told that it does not work.
	const isOthers = (name: string) => name !== channelAlert(channel);
	const told = (name: string) => toldIn(memory, name, channel);
	const news = checks
		.map(({ name }) => name)
		.filter(isOthers)
		.flatMap((name) => noticeFor(ruleOf(name), alertIn(memory, name), told(name), now) ?? []);
	const failingSinceMs = failingSinceIn(memory, channel);
	if (news.length === 0 && (failingSinceMs === null || isLater)) return;
	const others = failingSinceMs === null ? [] : firingIn(memory).filter(isOthers);
	const standing = others
		.filter((name) => !news.some(({ alert }) => alert === name))
		.map((name) => standingNotice(name, alertIn(memory, name), told(name)));
	const notices = [...news, ...standing];
	const message = await messageOf(channel, notices, checks, { failingSinceMs, nowMs: now });
	const options = {
		...(deadline === undefined ? {} : { deadline }),
		...(sleep === undefined ? {} : { sleep }),
	};
	try {
		await retry(() => send(message), CHANNEL_RETRY, options);
	} catch (error) {
		onFailed(channel, error);
		await change(channelRowId(channel), channelRow(failingSinceMs ?? now, now));
		return;
	}
	for (const notice of notices) {
		await change(toldRowId(notice.alert, channel), toldRow(toldBy(notice, now)));
	}
	if (failingSinceMs !== null) await change(channelRowId(channel), channelRow(null, now));
}

export const channelAlert = (channel: string) => `channel-${channel}`;
