import type { EngineName, EnginePlan } from "../encode/engine.ts";
import type { Work } from "../encode/work.ts";
import { estimateFileSize, type FileSize } from "./file-size.ts";

/**
 * Quantities of work by name, and by the same names the CPU milliseconds of one of each. Deployments keep measurements under these
 * names.
 */
export type Units = Readonly<Record<string, number>>;

/**
 * The CPU milliseconds of each unit of work, measured on two cores; the machine varies by 15 %, which the upper bound has
 * to hold anyway. `plain`: over the examples and a 30 s chat of 12 messages (seven videos, 0.5 to 2 megapixels, 24 to 60
 * frames a second), one reading each. `fast`: over the same and a 180 s chat of 50 messages.
 */
const ENGINES: Readonly<Record<EngineName, Units>> = {
	plain: {
		/** Fixed costs: fonts, ffmpeg's start, mux, poster. */
		fixedMs: 450,
		/** A million pixels of a frame through ffmpeg's pipe and x264, at preset veryfast, whether they changed or not. */
		frameMegapixelMs: 5,
		/** A million pixels that differ from the picture before: drawn, copied, and found to differ by x264. */
		dirtyMegapixelMs: 3,
		/** A million pixels of sprites, rasterised and converted. */
		spriteMegapixelMs: 50,
		/** A second of sound, silence apart. */
		soundSecondMs: 4,
		/** A million pixels of pictures decoded: JPEG 17, PNG 20, WebP 32, measured on a grainy photo of 12 megapixels. */
		decodedMegapixelMs: 20,
	},
	fast: {
		/** Fixed costs: fonts, the start of x264, and some of what a fresh process has to compile. */
		fixedMs: 250,
		/** A track of sound: its ffmpeg, and the frames of silence. */
		soundTrackMs: 60,
		/** A million pixels of slices, drawn and written to x264. */
		drawnMegapixelMs: 13,
		/** A million pixels of slices coded by x264 at preset veryfast. */
		codedMegapixelMs: 7,
		/** A thousand slices put into pictures. */
		placedStripThousandMs: 20,
		/** A thousand frames written. */
		frameThousandMs: 40,
		/** A million pixels of pictures of which a part has moved. */
		scrollMegapixelMs: 0.2,
		/** A million pixels of sprites, rasterised and converted. */
		spriteMegapixelMs: 50,
		/** A million pixels of the poster's picture. */
		posterMegapixelMs: 40,
		/** As of the plain engine. */
		decodedMegapixelMs: 20,
	},
};

/** The band before calibration. */
export function defaultCoefficients(engine: EngineName): Readonly<Record<string, number>> {
	return ENGINES[engine];
}

/**
 * How much more (or less) the plain engine's ffmpeg takes than at veryfast, measured on the first example; and x264 for intra
 * pictures alone, on the slices of a 30 s chat.
 */
const PRESET_FACTORS: Readonly<Record<EngineName, Readonly<Record<string, number>>>> = {
	plain: { ultrafast: 0.7, superfast: 0.9, veryfast: 1, faster: 1.7, fast: 1.7, medium: 1.7, slow: 1.9 },
	fast: { ultrafast: 1, superfast: 1, veryfast: 1, faster: 1.7, fast: 2.6, medium: 2.6, slow: 5.5 },
};

/**
 * Nine of ten renders use between `low` and `high` times the expectation; calibration only widens the band. Chosen by hand: on
 * six sets of measurements it held 87 to 100 % of the renders.
 */
export const UNCALIBRATED_BAND = { low: 0.6, high: 1.5 };

export type Quote = {
	/** Expected CPU ms of all processes of the render. */
	readonly expectedMs: number;
	/** The lower bound of nearly all renders. */
	readonly lowMs: number;
	/** The upper bound of nearly all renders: this much is reserved. */
	readonly upperMs: number;
	readonly file: FileSize;
	/** The units of work behind the quote, by the names of the engine's coefficients, for calibration. */
	readonly engine: EngineName;
	readonly units: Units;
};

/**
 * Prices a video before any pixel of it is drawn, from what its engine's plan counts alone. Whole milliseconds, at least 1.
 */
export function quotePlan({ engine, settings, work }: Omit<EnginePlan, "film">): Quote {
	const coefficients = ENGINES[engine];
	const factors = PRESET_FACTORS[engine];
	const units = UNITS_OF[engine](work, factors[settings.preset] ?? Math.max(...Object.values(factors)));
	const price = ([name, ms]: [string, number]) => ms * (units[name] ?? 0);
	const expectedMs = Math.ceil(Object.entries(coefficients).reduce((sum, each) => sum + price(each), 0));
	return {
		expectedMs,
		lowMs: Math.floor(expectedMs * UNCALIBRATED_BAND.low),
		upperMs: Math.ceil(expectedMs * UNCALIBRATED_BAND.high),
		file: estimateFileSize({ engine, settings, work }),
		engine,
		units,
	};
}

/** `factor`: x264's CPU a pixel at the preset, relative to veryfast. */
const UNITS_OF: Readonly<Record<EngineName, (work: Work, factor: number) => Units>> = {
	plain: (work, factor) => ({
		fixedMs: 1,
		frameMegapixelMs: ((work.widthPx * work.heightPx * work.frameCount) / 1e6) * factor,
		dirtyMegapixelMs: work.drawnPixelCount / 1e6,
		spriteMegapixelMs: work.spritePixelCount / 1e6,
		soundSecondMs: work.soundMs / 1000,
		decodedMegapixelMs: work.decodedPixelCount / 1e6,
	}),
	fast: (work, factor) => ({
		fixedMs: 1,
		soundTrackMs: work.soundMs > 0 ? 1 : 0,
		drawnMegapixelMs: work.drawnPixelCount / 1e6,
		codedMegapixelMs: (work.drawnPixelCount / 1e6) * factor,
		placedStripThousandMs: work.placedSliceCount / 1000,
		frameThousandMs: work.frameCount / 1000,
		scrollMegapixelMs: work.movedPixelCount / 1e6,
		spriteMegapixelMs: work.spritePixelCount / 1e6,
		posterMegapixelMs: (work.widthPx * work.heightPx) / 1e6,
		decodedMegapixelMs: work.decodedPixelCount / 1e6,
	}),
};
