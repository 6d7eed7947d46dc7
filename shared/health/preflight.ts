import type { Check } from "./check.ts";
import { type CheckOptions, type CheckPlan, DEFAULT_LIMIT_MS, runCheck } from "./run-check.ts";
import * as verdicts from "./verdicts.ts";

/** How the things that a render needs are looked at. Each may throw, and may hang. */
export type PreflightProbes = {
	/** Loads each package; the key is its name. */
	readonly packages: Readonly<Record<string, () => Promise<unknown>>>;
	/** Starts ffmpeg, and ends it where it has not answered after `limitMs`. */
	readonly ffmpeg: (limitMs: number) => Promise<verdicts.FfmpegFacts>;
	readonly fonts: () => Promise<verdicts.FontFacts>;
	/** Bytes free where temporary files are kept. */
	readonly freeDiskBytes: () => Promise<number>;
	readonly memory: () => Promise<verdicts.MemoryFacts>;
};

/**
 * Looks at everything a render needs, all at once, and gives one check for each thing, always in the same order. Never
 * rejects, and no probe hides another: what throws, or has not answered within `limitMs` (default 5 s), is a failed
 * check of its own.
 */
export function preflight(
	probes: PreflightProbes,
	thresholds: verdicts.PreflightThresholds,
	options: CheckOptions = {},
): Promise<Check[]> {
	const { limitMs = DEFAULT_LIMIT_MS } = options;
	const check = <Value>(plan: CheckPlan<Value>) => runCheck(plan, options);
	return Promise.all([
		...Object.entries(probes.packages).map(([name, load]) =>
			check({
				name: `package ${name}`,
				probe: load,
				judge: verdicts.judgePackage,
				advice: "Run npm ci on this very kind of system.",
			}),
		),
		check({
			name: "ffmpeg",
			probe: () => probes.ffmpeg(limitMs),
			judge: verdicts.judgeFfmpeg,
			advice: verdicts.FFMPEG_ADVICE,
		}),
		check({
			name: "fonts",
			probe: probes.fonts,
			judge: verdicts.judgeFonts,
			advice: verdicts.FONTS_ADVICE,
		}),
		check({
			name: "disk",
			probe: probes.freeDiskBytes,
			judge: (freeBytes) => verdicts.judgeDisk(freeBytes, thresholds),
			advice: "Point TMPDIR to a directory that is there.",
		}),
		check({
			name: "memory",
			probe: probes.memory,
			judge: (memory) => verdicts.judgeMemory(memory, thresholds),
			advice: "Look whether /proc and /sys/fs/cgroup can be read.",
		}),
	]);
}
