import type { PlanSummary } from "../core/plan-summary.ts";

/** The CPU milliseconds of each unit of work. */
export type Coefficients = {
	/** A render of nothing: fonts, ffmpeg's start, mux, poster. */
	readonly fixedMs: number;
	/** A million pixels of a frame through ffmpeg's pipe and x264, at preset veryfast, whether they changed or not. */
	readonly frameMegapixelMs: number;
	/** A million pixels that differ from the picture before: drawn, copied, and found to differ by x264. */
	readonly dirtyMegapixelMs: number;
	/** A million pixels of sprites, rasterised and converted. */
	readonly spriteMegapixelMs: number;
	/** A second of sound that is no silence. */
	readonly soundSecondMs: number;
};

/**
 * Measured on two cores over the examples and a 30 s chat of 12 messages (seven videos, 0.5 to 2 megapixels, 24 to 60
 * frames a second), one reading each: the machine varies by 15 %, which the upper bound has to hold anyway.
 */
const ENGINES: Readonly<Record<Engine, Coefficients>> = {
	plain: {
		fixedMs: 450,
		frameMegapixelMs: 5,
		dirtyMegapixelMs: 3,
		spriteMegapixelMs: 50,
		soundSecondMs: 4,
	},
};

/** What calibration begins at. */
export function defaultCoefficients(engine: Engine): Readonly<Record<string, number>> {
	return ENGINES[engine];
}

/** How much more (or less) x264 takes than at veryfast; measured on the first example. */
const PRESET_FACTORS: Readonly<Record<string, number>> = {
	ultrafast: 0.7,
	superfast: 0.9,
	veryfast: 1,
	faster: 1.7,
	fast: 1.7,
	medium: 1.7,
	slow: 1.9,
};

/** How far above the expectation the reservation lies, until it is calibrated by what renders used. */
const CAUTION = 1.5;

export type Engine = "plain";

export type EncodeSettings = { readonly engine: Engine; readonly preset: string; readonly crf: number };

export type Quote = {
	/** What the render is expected to use, in CPU ms of all its processes. */
	readonly expectedMs: number;
	/** What it will hardly pass: this much is reserved. */
	readonly upperMs: number;
	/** About how large the file will be. */
	readonly expectedBytes: number;
	/** What the quote was made of, kept for calibration. */
	readonly units: Readonly<Record<keyof Coefficients, number>>;
};

/** The price of a video before any pixel of it is drawn. Whole milliseconds, at least 1. */
export function quoteOf(summary: PlanSummary, { engine, preset, crf }: EncodeSettings): Quote {
	const { widthPx, heightPx, frameCount, dirtyRowCount, spritePixelCount, soundMs } = summary;
	const frameMegapixels = (widthPx * heightPx * frameCount) / 1e6;
	const units = {
		fixedMs: 1,
		frameMegapixelMs:
			frameMegapixels * (PRESET_FACTORS[preset] ?? Math.max(...Object.values(PRESET_FACTORS))),
		dirtyMegapixelMs: (dirtyRowCount * widthPx) / 1e6,
		spriteMegapixelMs: spritePixelCount / 1e6,
		soundSecondMs: soundMs / 1000,
	};
	const coefficients = ENGINES[engine];
	const names = Object.keys(coefficients) as (keyof Coefficients)[];
	const expectedMs = Math.ceil(names.reduce((sum, name) => sum + coefficients[name] * units[name], 0));
	return {
		expectedMs,
		upperMs: Math.ceil(expectedMs * CAUTION),
		expectedBytes: expectedBytes(frameMegapixels, summary.durationMs, crf),
		units,
	};
}

/**
 * Bytes of a million pixels of a frame at CRF 20: the high end of the examples, which have 125 to 460. The size doubles
 * with every 6 less (x264's CRF is on the scale of its QP, where 6 are a factor of two in the step).
 */
const FRAME_MEGAPIXEL_BYTES = 460;
/** AAC at 128 kbit/s. */
const SOUND_BYTES_PER_SECOND = 16_000;

function expectedBytes(frameMegapixels: number, durationMs: number, crf: number): number {
	const picture = frameMegapixels * FRAME_MEGAPIXEL_BYTES * 2 ** ((20 - crf) / 6);
	return Math.ceil(picture + (durationMs / 1000) * SOUND_BYTES_PER_SECOND);
}
