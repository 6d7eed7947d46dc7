// An alert is a pure state machine, as Prometheus has it for alerting rules (rules/alerting.go: ActiveAt, KeepFiringSince): it fires
// when its check has been bad long enough, and is resolved when the check has passed long enough. Whether a channel is notified
// depends on its last notification and not on when things happened, so a channel that was away is notified once of the present
// state. Time is an argument; nothing here sends.

import { type EpochMs, HOUR_MS } from "../core/time.ts";
import type { AlertRule, CheckStatus } from "./check.ts";

/** `notified` is the last notification of an alert to a channel, the others are states of an alert. */
export const PHASES = ["inactive", "pending", "firing", "notified"] as const;

export type AlertRecord = {
	readonly phase: (typeof PHASES)[number];
	/** The worst since the check is bad; null: resolved. */
	readonly severity: Exclude<CheckStatus, "pass"> | null;
	/** Since when the check is bad. */
	readonly sinceMs: EpochMs | null;
	/** Since when the check passes while its alert still fires. */
	readonly clearedMs: EpochMs | null;
	readonly lastNotifiedMs: EpochMs | null;
};

const NEVER = { sinceMs: null, clearedMs: null, lastNotifiedMs: null };
export const INACTIVE: AlertRecord = { phase: "inactive", severity: null, ...NEVER };

/** As Alertmanager's `repeat_interval` is by default. */
export const REPEAT_MS = 4 * HOUR_MS;

/** The alert after one more result of its check. */
export function stepAlert(
	{ forMs, keepFiringForMs }: AlertRule,
	before: AlertRecord,
	status: CheckStatus,
	nowMs: EpochMs,
): AlertRecord {
	if (status === "pass") {
		if (before.phase !== "firing") return INACTIVE;
		const clearedMs = before.clearedMs ?? nowMs;
		return nowMs - clearedMs >= keepFiringForMs ? INACTIVE : { ...before, clearedMs };
	}
	const sinceMs = before.sinceMs ?? nowMs;
	const isFiring = before.phase === "firing" || nowMs - sinceMs >= forMs;
	const severity = before.severity === "fail" ? "fail" : status;
	return { ...INACTIVE, phase: isFiring ? "firing" : "pending", severity, sinceMs };
}

/** What a channel is to be notified of; null: nothing. A channel that is `back` is notified of all that fires. */
export function findNotification(
	alert: AlertRecord,
	last: AlertRecord,
	nowMs: EpochMs,
	isBack = false,
): "firing" | "repeated" | "resolved" | null {
	if (alert.phase !== "firing") return last.severity === null ? null : "resolved";
	if (last.severity === null || (last.severity === "warn" && alert.severity === "fail")) return "firing";
	return isBack || nowMs - (last.lastNotifiedMs ?? 0) >= REPEAT_MS ? "repeated" : null;
}

/** The record of a notification that has reached its channel. */
export function recordNotification(alert: AlertRecord, nowMs: EpochMs): AlertRecord {
	const { severity, sinceMs } = alert.phase === "firing" ? alert : INACTIVE;
	return { phase: "notified", severity, sinceMs, clearedMs: null, lastNotifiedMs: nowMs };
}
