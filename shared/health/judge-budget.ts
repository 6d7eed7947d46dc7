import { HOUR_MS } from "../core/time.ts";
import { computePercent, computeStatus } from "../service/quota/budget.ts";
import type { HealthVerdict } from "./health-check.ts";

export type QuotaFacts = {
	/** Spent and reserved, in CPU ms. */
	readonly committedMs: number;
	readonly limitMs: number;
	/** The share from which on it is a warning. */
	readonly warnShare: number;
};

export type ForecastFacts = {
	/** What the month will have used at its end if it goes on like this, in CPU ms. */
	readonly forecastMs: number;
	readonly limitMs: number;
};

export type LedgerFacts = {
	/** `YYYY-MM`. */
	readonly month: string;
	/** How many counters are not what the ledger says, and by how many CPU ms in all; null where they could not be compared. */
	readonly drift: { readonly counterCount: number; readonly ms: number } | null;
	/** Whether the ledger is small enough to be added up in a tick. */
	readonly isWhole: boolean;
};

export type BucketFacts = {
	/** Null where the server does not tell it: before 1.9. */
	readonly usedBytes: number | null;
	/** What it may hold; null where nobody has said (STORAGE_LIMIT_GIB). */
	readonly limitBytes: number | null;
	/** The largest file that it takes, and the largest that a render may make. */
	readonly maxFileBytes: number;
	readonly renderFileBytes: number;
};

const GIB = 2 ** 30;

export function judgeQuota(facts: QuotaFacts): HealthVerdict {
	const { committedMs, limitMs } = facts;
	const output = `${hours(committedMs)} of ${hours(limitMs)} CPU hours are used or reserved this month.`;
	const status = ({ OK: "pass", WARNING: "warn", EXHAUSTED: "fail" } as const)[computeStatus(facts)];
	return {
		status,
		observedValue: tenths(computePercent(committedMs, limitMs)),
		observedUnit: "percent",
		output,
	};
}

export function judgeForecast({ forecastMs, limitMs }: ForecastFacts): HealthVerdict {
	const percent = computePercent(forecastMs, limitMs);
	const output = `At this pace the month will use ${hours(forecastMs)} of ${hours(limitMs)} CPU hours.`;
	return {
		status: percent > 100 ? "warn" : "pass",
		observedValue: tenths(percent),
		observedUnit: "percent",
		output,
	};
}

/** The counters of months and users beside the sums of the ledger's rows. */
export function judgeLedger(months: readonly LedgerFacts[]): HealthVerdict {
	const drifts = months.flatMap(({ drift }) => drift ?? []);
	const ms = drifts.reduce((sum, drift) => sum + drift.ms, 0);
	const count = drifts.reduce((sum, { counterCount }) => sum + counterCount, 0);
	const unit = { observedUnit: "ms" };
	if (count > 0) {
		const output = `${count} counters are ${ms} ms in all from the sums of their ledger; the next tick reconciles them.`;
		return { status: "warn", observedValue: ms, ...unit, output };
	}
	const unjudged = months.find(({ drift }) => drift === null);
	if (unjudged === undefined) {
		return {
			status: "pass",
			observedValue: 0,
			...unit,
			output: "All counters are the sums of their ledger.",
		};
	}
	const output = unjudged.isWhole
		? "The counter moved while it was looked at: it is compared at the next tick."
		: `The ledger of ${unjudged.month} has more rows than a tick adds up: npm run quota -- --reconcile compares it.`;
	return { status: "pass", observedValue: null, ...unit, output };
}

export function judgeBucket(facts: BucketFacts): HealthVerdict {
	const { usedBytes, limitBytes, maxFileBytes, renderFileBytes } = facts;
	const used = { observedValue: usedBytes, observedUnit: "bytes" };
	if (maxFileBytes < renderFileBytes) {
		const output = `The bucket takes files of at most ${maxFileBytes} bytes, and videos may have ${renderFileBytes}. Run npm run provision.`;
		return { status: "warn", ...used, output };
	}
	if (usedBytes === null) {
		return { status: "pass", ...used, output: "This server does not tell how much a bucket holds." };
	}
	if (limitBytes === null) return { status: "pass", ...used, output: "STORAGE_LIMIT_GIB sets no limit." };
	const share = limitBytes === 0 ? 1 : usedBytes / limitBytes;
	const output = `The bucket holds ${(usedBytes / GIB).toFixed(2)} of ${(limitBytes / GIB).toFixed(2)} GiB. RETENTION_DAYS deletes old videos.`;
	const status = share >= 0.95 ? "fail" : share >= 0.8 ? "warn" : "pass";
	return { status, ...used, output };
}

const hours = (ms: number) => (ms / HOUR_MS).toFixed(4);
const tenths = (percent: number) => Math.round(percent * 10) / 10;
