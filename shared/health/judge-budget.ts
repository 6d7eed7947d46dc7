import { HOUR_MS } from "../core/time.ts";
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

export function judgeQuota({ committedMs, limitMs, warnShare }: QuotaFacts): HealthVerdict {
	const share = limitMs === 0 ? 1 : committedMs / limitMs;
	const output = `${hours(committedMs)} of ${hours(limitMs)} CPU hours are used or reserved this month.`;
	const status = share >= 1 ? "fail" : share >= warnShare ? "warn" : "pass";
	return { status, observedValue: percent(share), observedUnit: "percent", output };
}

export function judgeForecast({ forecastMs, limitMs }: ForecastFacts): HealthVerdict {
	const share = limitMs === 0 ? 1 : forecastMs / limitMs;
	const output = `At this pace the month will use ${hours(forecastMs)} of ${hours(limitMs)} CPU hours.`;
	return {
		status: share > 1 ? "warn" : "pass",
		observedValue: percent(share),
		observedUnit: "percent",
		output,
	};
}

/** How far the month's counter is from the sum of the ledger's rows; null where it could not be compared. */
export function judgeLedger(driftMs: number | null): HealthVerdict {
	if (driftMs === null) {
		const output = "The counter moved each time it was looked at: it is compared at the next tick.";
		return { status: "pass", observedValue: null, observedUnit: "ms", output };
	}
	const seen = { observedValue: driftMs, observedUnit: "ms" };
	if (driftMs === 0)
		return { status: "pass", ...seen, output: "The month's counter is the sum of its ledger." };
	const output = `The month's counter is ${driftMs} ms from the sum of its ledger; the next tick reconciles it.`;
	return { status: "warn", ...seen, output };
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
const percent = (share: number) => Math.round(share * 1000) / 10;
