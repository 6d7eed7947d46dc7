// What renders cost here, learned from what they cost here. Threats: a machine on which the model's figures are wrong by a
// factor; a deployment whose renders begin in fresh processes, or hardly ever do; and measurements that are wrong themselves.
// So two numbers are learned: a scale, which is a median, and which part of the model's fixed cost applies. The scale alone
// misses the aim (a median error within 20 %, a 95th percentile within 50 %); a price learned for each unit was no better:
// docs/benchmarks.md, "Quotes". Not covered: a history of which half is wrong.
import {
	defaultCoefficients,
	type Quote,
	UNCALIBRATED_BAND,
	type Units,
} from "../../video/cost/cost-model.ts";
import type { EngineName } from "../../video/plan/engine.ts";
import type { Measured } from "./last-measured.ts";

export type Calibration = {
	/** CPU ms of each unit here. */
	readonly coefficients: Units;
	/** Nine of ten renders use between `low` and `high` times what is expected of them; `high` is what is reserved. */
	readonly low: number;
	readonly high: number;
	/** How many renders it was learned from. */
	readonly jobs: number;
};

/** What a render is expected to use, in CPU ms. */
export type Expectation = {
	readonly expectedMs: number;
	/** What it will hardly stay below, and what it will hardly pass. */
	readonly lowMs: number;
	readonly upperMs: number;
	/** How many renders this was learned from. */
	readonly jobs: number;
};

export type CalibratedQuote = Quote & Expectation;

export type Calibrations = {
	/** What renders by an engine cost here. Where the history cannot be read, the model's own figures. Never rejects. */
	readonly of: (engine: EngineName, readHistory: () => Promise<readonly Measured[]>) => Promise<Calibration>;
};

/** The model's fixed cost is that of a process that has just started. In one that has rendered before, a part is left. */
const FIXED_SHARES = [1, 0.5, 0.2, 0.05];
/** What is so many times off was measured wrongly, and makes nobody's band wider. */
const WILD = 3;
const FRESH_MS = 60_000;

/** For all executions of a process: the history is read once a minute at the most, mostly with two calls. */
export function createCalibrations(nowMs: () => number): Calibrations {
	let history: Promise<readonly Measured[]> = Promise.resolve([]);
	let readAtMs = -Infinity;
	return {
		of: async (engine, readHistory) => {
			if (nowMs() - readAtMs >= FRESH_MS) {
				readAtMs = nowMs();
				history = readHistory().catch(() => []);
			}
			return calibrate(engine, await history);
		},
	};
}

/** The model's coefficients, moved to what this engine's renders used. Measurements in unknown units are left out. */
export function calibrate(engine: EngineName, history: readonly Measured[]): Calibration {
	const model = defaultCoefficients(engine);
	const measured = history.filter((each) => each.engine === engine && isUsable(model, each));
	const fits = FIXED_SHARES.map((share) =>
		fitScale({ ...model, fixedMs: share * (model["fixedMs"] ?? 0) }, measured),
	);
	const { coefficients, ratios } = fits.reduce((best, fit) => (fit.error < best.error ? fit : best));
	const credible = ratios.filter((ratio) => 1 / WILD <= ratio && ratio <= WILD);
	const [low = UNCALIBRATED_BAND.low, high = UNCALIBRATED_BAND.high] =
		credible.length === 0 ? [] : [quantile(credible, 0.05), quantile(credible, 0.95)];
	return {
		coefficients,
		low: Math.min(UNCALIBRATED_BAND.low, low),
		high: Math.max(UNCALIBRATED_BAND.high, high),
		jobs: measured.length,
	};
}

/** A quote by what renders cost here. */
export function calibratedQuote(quote: Quote, calibration: Calibration): CalibratedQuote {
	return { ...quote, ...expectationOf(quote.units, calibration) };
}

/** What a render of these units uses here. Whole milliseconds, at least 1. */
export function expectationOf(units: Units, { coefficients, low, high, jobs }: Calibration): Expectation {
	const expectedMs = Math.max(1, Math.ceil(priceOf(coefficients, units)));
	return { expectedMs, lowMs: Math.floor(expectedMs * low), upperMs: Math.ceil(expectedMs * high), jobs };
}

/** Prices times the median of used by expected. The model counts as one render that used what it was expected to. */
function fitScale(prices: Units, measured: readonly Measured[]) {
	const logs = measured.map(({ units, cpuMs }) => Math.log(cpuMs / priceOf(prices, units)));
	const scaleLog = quantile([0, ...logs], 0.5);
	const scaled = Object.entries(prices).map(([name, price]) => [name, price * Math.exp(scaleLog)]);
	return {
		coefficients: Object.fromEntries(scaled) as Units,
		ratios: logs.map((log) => Math.exp(log - scaleLog)),
		error: logs.reduce((sum, log) => sum + Math.abs(log - scaleLog), 0),
	};
}

/** The value below which a share of the values lies, between two of them in a straight line. NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	const place = share * (sorted.length - 1);
	const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
	if (low === undefined || high === undefined) return Number.NaN;
	return low + (high - low) * (place - Math.floor(place));
}

function priceOf(prices: Units, units: Units): number {
	return Object.entries(prices).reduce((sum, [name, price]) => sum + price * (units[name] ?? 0), 0);
}

function isUsable(model: Units, { units, cpuMs }: Measured): boolean {
	const isKnown = Object.keys(units).every((name) => name in model);
	return isKnown && Number.isFinite(cpuMs) && cpuMs > 0 && priceOf(model, units) > 0;
}
