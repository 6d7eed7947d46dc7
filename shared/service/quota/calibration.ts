// Learns what renders cost on this deployment from its last renders. Threats: a machine on which the model is wrong by a factor; a
// deployment whose renders mostly start in fresh processes, or hardly ever; and wrong measurements. Defence: it learns two numbers, a
// scale (a median) and the part of the model's fixed cost that applies. The scale alone misses the aim (median error within 20 %,
// 95th percentile within 50 %); a price learned for each unit was no better: docs/benchmarks.md, "Quotes". Not covered: a history
// of which half is wrong.
import type { CpuMs, EpochMs } from "../../core/time.ts";
import {
	defaultCoefficients,
	type Quote,
	UNCALIBRATED_BAND,
	type Units,
} from "../../video/cost/quote-plan.ts";
import type { EngineName } from "../../video/encode/engine.ts";
import type { Measurement } from "./measurements.ts";

export type Calibration = {
	/** {@link CpuMs} per unit. */
	readonly coefficients: Units;
	/** Nine of ten renders use between `low` and `high` times their expectation. A reservation is `high` times. */
	readonly low: number;
	readonly high: number;
	/** Renders it was learned from. */
	readonly jobs: number;
};

/** What a render is expected to use. */
type Expectation = {
	readonly expectedMs: CpuMs;
	/** 5th percentile. */
	readonly lowMs: CpuMs;
	/** 95th percentile. */
	readonly upperMs: CpuMs;
	/** Renders it was learned from. */
	readonly jobs: number;
};

export type CalibratedQuote = Quote & Expectation;

export type Calibrations = {
	/** Uses the model's own figures when the history cannot be read. Never rejects. */
	readonly find: (
		engine: EngineName,
		readHistory: () => Promise<readonly Measurement[]>,
	) => Promise<Calibration>;
};

/** The model's fixed cost is that of a fresh process. In one that has rendered before, a part of it applies. */
const FIXED_SHARES = [1, 0.5, 0.2, 0.05];
/** A measurement that is this many times off is an error, and does not widen the band. */
const MAX_RATIO = 3;
const FRESH_MS = 60_000;

/** For all executions of a process: reads the history at most once a minute, mostly with two calls. */
export function createCalibrations(nowMs: () => EpochMs): Calibrations {
	let history: Promise<readonly Measurement[]> = Promise.resolve([]);
	let readAtMs = -Infinity;
	return {
		find: async (engine, readHistory) => {
			if (nowMs() - readAtMs >= FRESH_MS) {
				readAtMs = nowMs();
				history = readHistory().catch(() => []);
			}
			return calibrate(engine, await history);
		},
	};
}

/** Fits the model's coefficients to the renders of this engine. Ignores measurements in unknown units. */
export function calibrate(engine: EngineName, history: readonly Measurement[]): Calibration {
	const model = defaultCoefficients(engine);
	const measured = history.filter((each) => each.engine === engine && isUsable(model, each));
	const fits = FIXED_SHARES.map((share) =>
		fitScale({ ...model, fixedMs: share * (model["fixedMs"] ?? 0) }, measured),
	);
	const { coefficients, ratios } = fits.reduce((best, fit) => (fit.error < best.error ? fit : best));
	const credible = ratios.filter((ratio) => 1 / MAX_RATIO <= ratio && ratio <= MAX_RATIO);
	const [low = UNCALIBRATED_BAND.low, high = UNCALIBRATED_BAND.high] =
		credible.length === 0 ? [] : [quantile(credible, 0.05), quantile(credible, 0.95)];
	return {
		coefficients,
		low: Math.min(UNCALIBRATED_BAND.low, low),
		high: Math.max(UNCALIBRATED_BAND.high, high),
		jobs: measured.length,
	};
}

export function calibrateQuote(quote: Quote, calibration: Calibration): CalibratedQuote {
	return { ...quote, ...computeExpectation(quote.units, calibration) };
}

/** In whole milliseconds, at least 1. */
export function computeExpectation(
	units: Units,
	{ coefficients, low, high, jobs }: Calibration,
): Expectation {
	const expectedMs = Math.max(1, Math.ceil(computePrice(coefficients, units)));
	return { expectedMs, lowMs: Math.floor(expectedMs * low), upperMs: Math.ceil(expectedMs * high), jobs };
}

/** Scales the prices by the median of used/expected. The model counts as one render that used what was expected. */
function fitScale(prices: Units, measured: readonly Measurement[]) {
	const logs = measured.map(({ units, cpuMs }) => Math.log(cpuMs / computePrice(prices, units)));
	const scaleLog = quantile([0, ...logs], 0.5);
	const scaled = Object.entries(prices).map(([name, price]) => [name, price * Math.exp(scaleLog)]);
	return {
		coefficients: Object.fromEntries(scaled) as Units,
		ratios: logs.map((log) => Math.exp(log - scaleLog)),
		error: logs.reduce((sum, log) => sum + Math.abs(log - scaleLog), 0),
	};
}

/** Interpolates linearly between two values. NaN for an empty list. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	const place = share * (sorted.length - 1);
	const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
	if (low === undefined || high === undefined) return Number.NaN;
	return low + (high - low) * (place - Math.floor(place));
}

function computePrice(prices: Units, units: Units): number {
	return Object.entries(prices).reduce((sum, [name, price]) => sum + price * (units[name] ?? 0), 0);
}

function isUsable(model: Units, { units, cpuMs }: Measurement): boolean {
	const isKnown = Object.keys(units).every((name) => name in model);
	return isKnown && Number.isFinite(cpuMs) && cpuMs > 0 && computePrice(model, units) > 0;
}
