import type { Verdict } from "./run-check.ts";

/** What ffmpeg says of itself. */
export type FfmpegFacts = {
	readonly version: string;
	readonly hasLibx264: boolean;
	readonly hasAac: boolean;
};

/** Our font families by name: those that are there, and those that are not. */
export type FontFacts = { readonly found: readonly string[]; readonly missing: readonly string[] };

export type MemoryFacts = { readonly limitBytes: number; readonly freeBytes: number };

/** What a render wants free before it begins. */
export type PreflightThresholds = {
	readonly minFreeDiskGib: number;
	/**
	 * Undefined: 0.2 GiB, the most that a render and its ffmpeg are to take, where there is less than 1 GiB in all; else
	 * 0.5 GiB, which leaves a container that serves several requests some room.
	 */
	readonly minFreeMemoryGib: number | undefined;
};

export const FFMPEG_ADVICE =
	"Set FFMPEG_PATH to an ffmpeg with libx264 and aac, or leave it unset and run npm ci.";
export const FONTS_ADVICE = "Run npm ci: the fonts come with the packages.";

export function judgePackage(): Verdict {
	return { ok: true, message: "loads", observed: "loaded" };
}

export function judgeFfmpeg({ version, hasLibx264, hasAac }: FfmpegFacts): Verdict {
	const missing = [...(hasLibx264 ? [] : ["libx264"]), ...(hasAac ? [] : ["aac"])];
	if (missing.length === 0) return { ok: true, message: "runs, with libx264 and aac", observed: version };
	return { ok: false, message: `has no ${missing.join(" and no ")}. ${FFMPEG_ADVICE}`, observed: version };
}

export function judgeFonts({ found, missing }: FontFacts): Verdict {
	const seen = { observed: found.length, unit: "families" };
	if (missing.length === 0) return { ok: true, message: "found, and they can be registered", ...seen };
	return { ok: false, message: `found, missing: ${missing.join(", ")}. ${FONTS_ADVICE}`, ...seen };
}

export function judgeDisk(freeBytes: number, { minFreeDiskGib }: PreflightThresholds): Verdict {
	const advice = "Remove files from the temporary directory or lower MIN_FREE_DISK_GIB.";
	return judgeFree(freeBytes, minFreeDiskGib, "free for temporary files", advice);
}

export function judgeMemory(
	{ limitBytes, freeBytes }: MemoryFacts,
	thresholds: PreflightThresholds,
): Verdict {
	const minGib = thresholds.minFreeMemoryGib ?? (limitBytes >= GIB ? 0.5 : 0.2);
	const advice = "Give the container more, run less beside it, or lower MIN_FREE_MEMORY_GIB.";
	return judgeFree(freeBytes, minGib, `free of ${toGib(limitBytes)} GiB`, advice);
}

function judgeFree(freeBytes: number, minGib: number, what: string, advice: string): Verdict {
	const found = { observed: toGib(freeBytes), unit: "GiB" };
	const words = `${what}, expected at least ${minGib} GiB`;
	if (freeBytes >= minGib * GIB) return { ok: true, message: words, ...found };
	return { ok: false, message: `${words}. ${advice}`, ...found };
}

const GIB = 2 ** 30;

/** Rounded down to hundredths: what is just too little must not read as if it were enough. */
function toGib(bytes: number): number {
	return Math.floor((bytes / GIB) * 100) / 100;
}
