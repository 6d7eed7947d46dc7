// An alert is a pure machine, as Prometheus has it for alerting rules (rules/alerting.go: ActiveAt, KeepFiringSince): what is
// bad long enough fires, what fires stays so until it has been well long enough. Time is an argument; nothing here sends.

/** How bad a check is that is not well. */
export type Severity = "warn" | "fail";

export type AlertRule = {
	/** The check that it watches; the alert has its name. */
	readonly alert: string;
	/** How long the check must be bad without a pause before it fires; 0: at once. */
	readonly forMs: number;
	/** How long the check must be well without a pause before what fires is over; 0: at once. */
	readonly keepFiringForMs: number;
	/** How often it is told again while it fires. */
	readonly repeatMs: number;
};

export type AlertState = {
	readonly phase: "inactive" | "pending" | "firing";
	/** The worst since it began; null while it is inactive. */
	readonly severity: Severity | null;
	/** Since when the check is bad; null while it is inactive. Milliseconds since 1970, UTC, as all times here. */
	readonly sinceMs: number | null;
	/** Since when the check is well while the alert still fires; null where it is not. */
	readonly clearedMs: number | null;
};

export const INACTIVE: AlertState = { phase: "inactive", severity: null, sinceMs: null, clearedMs: null };

/** The alert after one more look at its check. */
export function stepAlert(
	{ forMs, keepFiringForMs }: AlertRule,
	before: AlertState,
	status: "pass" | Severity,
	nowMs: number,
): AlertState {
	if (status === "pass") {
		if (before.phase !== "firing") return INACTIVE;
		const clearedMs = before.clearedMs ?? nowMs;
		return nowMs - clearedMs >= keepFiringForMs ? INACTIVE : { ...before, clearedMs };
	}
	const sinceMs = before.sinceMs ?? nowMs;
	const isFiring = before.phase === "firing" || nowMs - sinceMs >= forMs;
	return {
		phase: isFiring ? "firing" : "pending",
		severity: worseOf(before.severity, status),
		sinceMs,
		clearedMs: null,
	};
}

/** Whether `severity` is more than what was told. */
export function isWorse(severity: Severity | null, told: Severity | null): boolean {
	return rankOf(severity) > rankOf(told);
}

function worseOf(known: Severity | null, seen: Severity): Severity {
	return known === "fail" ? known : seen;
}

function rankOf(severity: Severity | null): number {
	return severity === null ? 0 : severity === "warn" ? 1 : 2;
}
