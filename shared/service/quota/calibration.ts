// What renders cost here, learned from what they cost here. Threats: a slow machine, where the model's own figures are
// wrong by a factor; and measurements that are wrong themselves, which must not move the quotes of all others. So the scale
// is a median, the fit weighs out what lies far off, and both begin at the model's figures and leave them only as far as
// there are measurements. Not covered: a history of which half is wrong.
import type { Quote } from "../../video/cost/cost-model.ts";
import { median, quantile, robustSpread, solve } from "./statistics.ts";

type Amounts = Readonly<Record<string, number>>;

/** One render: what it was made of, and the CPU ms that it used. */
export type Measurement = { readonly units: Amounts; readonly cpuMs: number };

export type Calibration = {
	/** CPU ms of each unit here. */
	readonly coefficients: Amounts;
	/** Nine of ten renders used between `low` and `high` times what was expected of them; `high` is the 95 % bound. */
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

/** The band of a quote from no history at all: half again as much, as the model was judged by hand. */
const COLD_BAND = { low: 0.6, high: 1.5 };
/** The band before history counts as so many renders. */
const COLD_BAND_JOBS = 6;
/** The scale before history counts as half a render: one alone moves it by two thirds of the way. */
const COLD_SCALE_JOBS = 0.5;
/** How much of a unit has to be seen, in whole renders made of it alone, to move its price half the way. */
const RIDGE = 0.3;
const FIT_ROUNDS = 8;
const FOLDS = 5;
/** Tukey's biweight cuts off at so many spreads; 4.685 wastes 5 % where nothing is wrong (Beaton & Tukey 1974). */
const CUT_OFF = 4.685;

/** The model's own coefficients, moved to what the history says. Of measurements of other units nothing is learned. */
export function calibrate(defaults: Amounts, history: readonly Measurement[]): Calibration {
	const samples = history.filter((each) => isUsable(defaults, each));
	const coefficients = learnedFrom(defaults, samples);
	return { coefficients, ...bandOf(unseenErrors(defaults, samples, coefficients)), jobs: samples.length };
}

/** A quote by what renders cost here. */
export function calibratedQuote(quote: Quote, calibration: Calibration): CalibratedQuote {
	return { ...quote, ...expectationOf(quote.units, calibration) };
}

/** What a render of these units uses here. Whole milliseconds, at least 1. */
export function expectationOf(units: Amounts, { coefficients, low, high, jobs }: Calibration): Expectation {
	const expectedMs = Math.max(1, Math.ceil(priceOf(coefficients, units)));
	return { expectedMs, lowMs: Math.floor(expectedMs * low), upperMs: Math.ceil(expectedMs * high), jobs };
}

function learnedFrom(defaults: Amounts, samples: readonly Measurement[]): Amounts {
	const confidence = samples.length / (samples.length + COLD_SCALE_JOBS);
	const centred = (prices: Amounts) => {
		const errors = samples.map((sample) => errorOf(prices, sample));
		return scaled(prices, samples.length === 0 ? 1 : Math.exp(median(errors) * confidence));
	};
	const scaledPrices = centred(defaults);
	let prices = scaledPrices;
	for (let round = 0; round < FIT_ROUNDS && samples.length > 1; round++) {
		prices = centred(ridge(scaledPrices, samples, weightsOf(samples.map((each) => errorOf(prices, each)))));
	}
	return prices;
}

/**
 * Least squares of the relative errors, with each price held near where it was: a unit of which little is seen keeps its
 * price. No price moves by more than four times.
 */
function ridge(prices: Amounts, samples: readonly Measurement[], weights: readonly number[]): Amounts {
	const names = Object.keys(prices);
	const rows = samples.map(({ units, cpuMs }) =>
		names.map((name) => ((prices[name] ?? 0) * (units[name] ?? 0)) / cpuMs),
	);
	const sumOf = (of: (row: readonly number[]) => number) =>
		rows.reduce((sum, row, index) => sum + (weights[index] ?? 0) * of(row), 0);
	const matrix = names.map((_, i) =>
		names.map((__, j) => sumOf((row) => (row[i] ?? 0) * (row[j] ?? 0)) + (i === j ? RIDGE : 0)),
	);
	const right = names.map((_, i) => sumOf((row) => row[i] ?? 0) + RIDGE);
	// Where measurements lie ten powers of ten apart, the numbers are not exact enough to be solved: then no price moves.
	const factors = solve(matrix, right).map((factor) =>
		Number.isFinite(factor) ? Math.max(0.25, Math.min(4, factor)) : 1,
	);
	return Object.fromEntries(names.map((name, index) => [name, (prices[name] ?? 0) * (factors[index] ?? 1)]));
}

function weightsOf(errors: readonly number[]): readonly number[] {
	const reach = CUT_OFF * Math.max(robustSpread(errors), 0.03);
	const middle = median(errors);
	return errors.map((error) => Math.max(0, 1 - ((error - middle) / reach) ** 2) ** 2);
}

/** The error of each by a fit that did not see it; of very few, by the fit of all. */
function unseenErrors(defaults: Amounts, samples: readonly Measurement[], all: Amounts): readonly number[] {
	if (samples.length < FOLDS) return samples.map((sample) => errorOf(all, sample));
	return Array.from({ length: FOLDS }, (_, fold) => {
		const unseen = samples.filter((__, index) => index % FOLDS === fold);
		const prices = learnedFrom(
			defaults,
			samples.filter((__, index) => index % FOLDS !== fold),
		);
		return unseen.map((sample) => errorOf(prices, sample));
	}).flat();
}

/** From the errors without those that lie far off: a render that is wrongly measured makes nobody's quote wider. */
function bandOf(errors: readonly number[]): Pick<Calibration, "low" | "high"> {
	const middle = errors.length === 0 ? 0 : median(errors);
	// From a third more to three times as much: a render that needs more than its reservation can reserve more on its way.
	const reach = Math.min(Math.max(4 * robustSpread(errors), Math.log(1.3)), Math.log(3));
	const kept = errors.filter((error) => Math.abs(error - middle) <= reach);
	const count = kept.length;
	// The next one lies with equal chance in each of the gaps between those that were seen.
	const rank = (share: number) => (share * (count + 1) - 1) / Math.max(1, count - 1);
	const blend = (share: number, cold: number) => {
		const seen = count === 0 ? 0 : quantile(kept, rank(share));
		return Math.exp((count * seen + COLD_BAND_JOBS * Math.log(cold)) / (count + COLD_BAND_JOBS));
	};
	return {
		low: Math.min(0.95, blend(0.05, COLD_BAND.low)),
		high: Math.max(1.05, blend(0.95, COLD_BAND.high)),
	};
}

/** By how much it was more than expected: 0 not at all, ln 2 twice as much. */
function errorOf(prices: Amounts, { units, cpuMs }: Measurement): number {
	return Math.log(cpuMs / priceOf(prices, units));
}

function priceOf(prices: Amounts, units: Amounts): number {
	return Object.entries(prices).reduce((sum, [name, price]) => sum + price * (units[name] ?? 0), 0);
}

function scaled(prices: Amounts, by: number): Amounts {
	return Object.fromEntries(Object.entries(prices).map(([name, price]) => [name, price * by]));
}

function isUsable(defaults: Amounts, { units, cpuMs }: Measurement): boolean {
	const isKnown = Object.keys(units).every((name) => name in defaults);
	return isKnown && Number.isFinite(cpuMs) && cpuMs > 0 && priceOf(defaults, units) > 0;
}
