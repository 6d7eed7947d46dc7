import { sha256Hex } from "../core/hash.ts";
import { toIso } from "../core/time.ts";
import type { AlertRecord, NotificationKind, Severity } from "./alert.ts";
import type { CheckResult } from "./check.ts";

/** All notifications of a cycle to one channel. */
export type AlertMessage = {
	/** The same when the same is sent again, so that a receiver can tell. At most 36 characters. */
	readonly id: string;
	/** ISO 8601. */
	readonly at: string;
	readonly title: string;
	readonly alerts: readonly AlertLine[];
	/** A sentence beside the alerts; may be empty. */
	readonly remark: string;
};

type AlertLine = {
	readonly name: string;
	readonly state: "firing" | "resolved";
	readonly severity: Severity | null;
	readonly isRepeated: boolean;
	/** ISO 8601; null where it is resolved. */
	readonly since: string | null;
	/** What the check says. */
	readonly words: string;
};

/** Delivers a message; rejects when it did not arrive. */
export type SendAlert = (message: AlertMessage) => Promise<void>;

/** By name: `webhook`, `email`. */
export type Channels = Readonly<Record<string, SendAlert>>;

export type Notification = {
	readonly name: string;
	readonly kind: NotificationKind;
	readonly alert: AlertRecord;
	/** The last one before. */
	readonly last: AlertRecord;
};

/** Of an alert whose check has no result yet in this cycle: the repairs come last. */
const NOT_RUN = "It was so when it was last looked at.";

/** One message of all notifications: a channel is written to once in a cycle. */
export async function createMessage(
	channel: string,
	notifications: readonly Notification[],
	results: readonly CheckResult[],
	{ failingSinceMs, nowMs }: { readonly failingSinceMs: number | null; readonly nowMs: number },
): Promise<AlertMessage> {
	const alerts = notifications.map(({ name, kind, alert: { severity, sinceMs } }): AlertLine => {
		const isResolved = kind === "resolved";
		return {
			name,
			state: isResolved ? "resolved" : "firing",
			severity: isResolved ? null : severity,
			isRepeated: kind === "repeated",
			since: isResolved || sinceMs === null ? null : toIso(sinceMs),
			words: results.find((result) => result.name === name)?.output ?? NOT_RUN,
		};
	});
	const counts = (["firing", "resolved"] as const).flatMap((state) => {
		const count = alerts.filter((line) => line.state === state).length;
		return count === 0 ? [] : [`${count} ${state}`];
	});
	const remark =
		failingSinceMs === null
			? ""
			: `No message arrived here since ${toIso(failingSinceMs)}; this one says how things stand.`;
	// A process that dies before it has kept what it sent sends the same again: so no time of sending is in the id.
	const happened = notifications.map(({ name, kind, alert: { severity, sinceMs }, last }) => {
		return [name, kind, severity, sinceMs, last.lastNotifiedMs];
	});
	const id = (await sha256Hex(JSON.stringify([channel, happened, failingSinceMs]))).slice(0, 32);
	const title = `chatreel: ${counts.length === 0 ? "this channel works again" : counts.join(", ")}`;
	return { id, at: toIso(nowMs), title, alerts, remark };
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
		const still = isRepeated ? "STILL " : "";
		return `${still}${severity === "fail" ? "FAIL" : "WARN"} ${name} since ${since}: ${words}`;
	});
	return remark === "" ? lines : [...lines, remark];
}
