import { sha256Hex } from "../core/hash.ts";
import { toIso } from "../core/time.ts";
import type { HealthCheck } from "./health-check.ts";
import type { Notice } from "./notifications.ts";

/** All that a channel is told in a tick. */
export type AlertMessage = {
	/** The same when the same is sent again, so that a receiver can tell. At most 36 characters. */
	readonly id: string;
	/** ISO 8601. */
	readonly at: string;
	readonly title: string;
	readonly alerts: readonly AlertLine[];
	/** What is to be said beside them; empty: nothing. */
	readonly remark: string;
};

export type AlertLine = {
	readonly name: string;
	readonly state: "firing" | "resolved";
	readonly severity: "warn" | "fail" | null;
	readonly isRepeated: boolean;
	/** ISO 8601; null where it is resolved. */
	readonly since: string | null;
	/** What the check says. */
	readonly words: string;
};

/** Of an alert whose check is not among those of the moment: the repairs come last. */
const NOT_LOOKED_AT = "It was so when it was last looked at.";

/** One message of many notices: a channel is written to once in a tick. */
export async function messageOf(
	channel: string,
	notices: readonly Notice[],
	checks: readonly HealthCheck[],
	{ failingSinceMs, nowMs }: { readonly failingSinceMs: number | null; readonly nowMs: number },
): Promise<AlertMessage> {
	const wordsOf = (alert: string) => checks.find(({ name }) => name === alert)?.output ?? NOT_LOOKED_AT;
	const lines = notices.map(({ alert, kind, severity, sinceMs }): AlertLine => {
		const state = kind === "resolved" ? "resolved" : "firing";
		const since = sinceMs === null ? null : toIso(sinceMs);
		return { name: alert, state, severity, isRepeated: kind === "repeated", since, words: wordsOf(alert) };
	});
	const firing = lines.filter(({ state }) => state === "firing").length;
	const resolved = lines.length - firing;
	const counts = [
		...(firing === 0 ? [] : [`${firing} firing`]),
		...(resolved === 0 ? [] : [`${resolved} resolved`]),
	];
	const isBack = failingSinceMs !== null;
	const remark = isBack
		? `No message arrived here since ${toIso(failingSinceMs)}; this one says how things stand.`
		: "";
	const title = `chatreel: ${counts.length === 0 ? "this channel works again" : counts.join(", ")}`;
	// Of what happened, and not of when it is told: but for what has no moment of its own.
	const isNew = lines.length > 0 && lines.every(({ isRepeated, since }) => !isRepeated && since !== null);
	const happened = lines.map(({ words: _words, ...rest }) => rest);
	const content = JSON.stringify([channel, happened, failingSinceMs, isNew ? 0 : nowMs]);
	return { id: (await sha256Hex(content)).slice(0, 32), at: toIso(nowMs), title, alerts: lines, remark };
}

/** The message of `npm run health -- --test-alert`. */
export function testMessage(nowMs: number): AlertMessage {
	const id = crypto.randomUUID().replaceAll("-", "");
	const remark = "Somebody asked for it by npm run health -- --test-alert. Nothing is wrong.";
	return { id, at: toIso(nowMs), title: "chatreel: this is a test", alerts: [], remark };
}

/** The message as lines of plain text, the title not among them. */
export function linesOf({ alerts, remark }: AlertMessage): readonly string[] {
	const lines = alerts.map(({ name, state, severity, isRepeated, since, words }) => {
		if (state === "resolved") return `RESOLVED ${name}: ${words}`;
		const still = isRepeated ? "STILL " : "";
		return `${still}${severity === "fail" ? "FAIL" : "WARN"} ${name} since ${since}: ${words}`;
	});
	return remark === "" ? lines : [...lines, remark];
}
