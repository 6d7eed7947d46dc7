// What several checks say in the same way.

import { HOUR_MS, MINUTE_MS } from "../core/time.ts";
import type { Where } from "../service/row-store.ts";
import type { Field, TableName } from "../service/tables.ts";
import type { Evaluation } from "./check.ts";
import type { HealthPorts } from "./ports.ts";

export const GIB_BYTES = 2 ** 30;

/** What a call of Appwrite, or a few, may take. */
export const SHORT_MS = 10_000;
/** Several calls, or many rows. */
export const LONG_MS = 25_000;

/** What a probe of this machine may take: a render waits for it. */
export const PREFLIGHT_LIMIT_MS = 5000;

export const DATABASE_ADVICE =
	"Look whether Appwrite's database works, and rows.read and rows.write are among the scopes.";

/** An answer that takes longer is a sign of trouble to come. */
const SLOW_MS = 5000;

export function evaluateDuration(tookMs: number, what: string): Evaluation {
	const observed = { observedValue: Math.round(tookMs), observedUnit: "ms" };
	if (tookMs <= SLOW_MS) return { status: "pass", ...observed, output: `${what}.` };
	return { status: "warn", ...observed, output: `${what}, but slowly: expected at most ${SLOW_MS} ms.` };
}

/** How many rows wait, and for how long the oldest has waited; null where none does. */
export type Wait = { readonly count: number; readonly oldestMs: number | null };

/** The rows of a table that wait since the moment in a field. */
export async function measureWait<Name extends TableName>(
	{ store, nowMs }: Pick<HealthPorts, "store" | "nowMs">,
	table: Name,
	where: Where<Name>,
	field: Field<Name>,
): Promise<Wait> {
	const waiting: Where<Name> = { ...where, [field]: { before: nowMs() } };
	const [count, [oldest]] = await Promise.all([
		store.count(table, waiting),
		store.list(table, { where: waiting, orderBy: field, limit: 1, fields: [field] }),
	]);
	const sinceMs = oldest?.[field];
	return { count, oldestMs: typeof sinceMs === "number" ? nowMs() - sinceMs : null };
}

export function evaluateWait(
	{ count, oldestMs }: Wait,
	what: string,
	{ warnMs, failMs }: { readonly warnMs: number; readonly failMs: number },
): Evaluation {
	const ageMs = oldestMs ?? 0;
	const oldest = count === 0 ? "" : `, the oldest for ${Math.round(ageMs / MINUTE_MS)} minutes`;
	return {
		status: ageMs > failMs ? "fail" : ageMs > warnMs ? "warn" : "pass",
		observedValue: Math.max(0, Math.round(ageMs / 1000)),
		observedUnit: "s",
		output: `${count} ${what}${oldest}.`,
	};
}

export const formatHours = (ms: number) => (ms / HOUR_MS).toFixed(4);
/** {@link computePercent}, to a tenth. */
export const roundPercent = (percent: number) => Math.round(percent * 10) / 10;

/** Free space of this machine. */
export function evaluateFree(freeBytes: number, minGib: number, what: string, advice: string): Evaluation {
	const observed = { observedValue: floorGib(freeBytes), observedUnit: "GiB" };
	const words = `${what}, expected at least ${minGib} GiB`;
	if (freeBytes >= minGib * GIB_BYTES) return { status: "pass", ...observed, output: words };
	return { status: "fail", ...observed, output: `${words}. ${advice}` };
}

/** Rounded down to hundredths: what is just too little must not read as if it were enough. */
export function floorGib(bytes: number): number {
	return Math.floor((bytes / GIB_BYTES) * 100) / 100;
}
