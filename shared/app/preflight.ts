import { tmpdir } from "node:os";
import type { Check } from "../health/check.ts";
import { type PreflightProbes, preflight } from "../health/preflight.ts";
import { requirePreflight } from "../health/require-preflight.ts";
import type { CheckOptions } from "../health/run-check.ts";
import { freeDiskBytes } from "../platform/node/disk.ts";
import type { Env } from "../platform/node/env.ts";
import { readMemory } from "../platform/node/read-memory.ts";
import { probeInstalledFfmpeg } from "../video/node/encode/installed-ffmpeg.ts";
import { probeFfmpeg } from "../video/node/encode/probe-ffmpeg.ts";
import { probeFonts } from "./probe-fonts.ts";

export type PreflightEnv = Pick<Env, "FFMPEG_PATH" | "MIN_FREE_DISK_GIB" | "MIN_FREE_MEMORY_GIB">;

type FfmpegProber = typeof probeFfmpeg;

/** Looks at this very machine. Never rejects; see `preflight`. */
export function runPreflight(
	env: PreflightEnv,
	options: CheckOptions = {},
	probe: FfmpegProber = probeFfmpeg,
): Promise<Check[]> {
	const thresholds = { minFreeDiskGib: env.MIN_FREE_DISK_GIB, minFreeMemoryGib: env.MIN_FREE_MEMORY_GIB };
	return preflight(realProbes(env, probe), thresholds, options);
}

/** The pre-flight of a render: throws where a check failed, see `requirePreflight`. */
export async function requireRealPreflight(env: PreflightEnv): Promise<void> {
	const thrown: unknown[] = [];
	// The installed ffmpeg is of a pinned version: to ask it for its encoders would be a process more in every render.
	const probe = env.FFMPEG_PATH === undefined ? probeInstalledFfmpeg : probeFfmpeg;
	const checks = await runPreflight(env, { onThrown: (_, cause) => thrown.push(cause) }, probe);
	requirePreflight(checks, thrown.length === 0 ? {} : { cause: new AggregateError(thrown) });
}

/** What may fail to load is imported by its probe, so that it is a failed check and no failed import of this file. */
function realProbes({ FFMPEG_PATH }: PreflightEnv, probe: FfmpegProber): PreflightProbes {
	return {
		packages: {
			"@napi-rs/canvas": () => import("../video/node/fonts/canvas.ts"),
			"fluent-ffmpeg": () => import("../video/node/encode/ffmpeg-process.ts"),
		},
		ffmpeg: (timeoutMs) => probe(FFMPEG_PATH, { timeoutMs }),
		fonts: probeFonts,
		freeDiskBytes: () => freeDiskBytes(tmpdir()),
		memory: () => readMemory(),
	};
}
