import { type AlertRule, type AlertState, isWorse, type Severity } from "./alert-state.ts";

/** What a channel has been told of an alert. */
export type Told = {
	/** How bad it was told to be; null: that it is over, or nothing yet. */
	readonly severity: Severity | null;
	readonly lastNotifiedMs: number | null;
};

export const UNTOLD: Told = { severity: null, lastNotifiedMs: null };

/** One line of a message. */
export type Notice = {
	readonly alert: string;
	readonly kind: "firing" | "repeated" | "resolved";
	/** Null where it is resolved. */
	readonly severity: Severity | null;
	/** Since when the check is bad; null where it is resolved. */
	readonly sinceMs: number | null;
};

/**
 * What a channel is to be told of one alert; null: nothing. It depends on what this channel was told, and not on when things
 * happened: so one that was away hears of what is, once, and nothing of what came and went meanwhile.
 */
export function noticeFor(
	{ alert, repeatMs }: AlertRule,
	{ phase, severity, sinceMs }: AlertState,
	told: Told,
	nowMs: number,
): Notice | null {
	if (phase !== "firing") {
		return told.severity === null ? null : { alert, kind: "resolved", severity: null, sinceMs: null };
	}
	if (isWorse(severity, told.severity)) return { alert, kind: "firing", severity, sinceMs };
	const isDue = nowMs - (told.lastNotifiedMs ?? 0) >= repeatMs;
	return isDue ? { alert, kind: "repeated", severity, sinceMs } : null;
}

/** The line of an alert that fires, whether it is due or not, for a channel that is told how things stand. */
export function standingNotice(alert: string, { severity, sinceMs }: AlertState, told: Told): Notice {
	return { alert, kind: told.severity === null ? "firing" : "repeated", severity, sinceMs };
}

/** What a channel has been told once the notice has reached it. */
export function toldBy({ severity }: Notice, nowMs: number): Told {
	return { severity, lastNotifiedMs: nowMs };
}
