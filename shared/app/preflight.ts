import { tmpdir } from "node:os";
import { type CheckResult, createMeasure, type RunOptions, runChecks } from "../health/check.ts";
import type { HostPorts } from "../health/ports.ts";
import { PREFLIGHT_CHECKS, requirePassed } from "../health/preflight.ts";
import { freeDiskBytes } from "../platform/node/disk.ts";
import type { Env } from "../platform/node/env.ts";
import { readMemory } from "../platform/node/read-memory.ts";
import { probeInstalledFfmpeg } from "../video/node/encode/installed-ffmpeg.ts";
import { probeFfmpeg } from "../video/node/encode/probe-ffmpeg.ts";
import { probeFonts } from "../video/node/fonts/probe-fonts.ts";

export type PreflightEnv = Pick<
	Env,
	"FFMPEG_PATH" | "EMOJI_FONT" | "MIN_FREE_DISK_GIB" | "MIN_FREE_MEMORY_GIB"
>;

/** Checks this very machine. Never rejects. */
export function runPreflight(env: PreflightEnv, options: RunOptions = {}): Promise<readonly CheckResult[]> {
	return runChecks(PREFLIGHT_CHECKS, createMeasure(thisMachine(env)), options);
}

/** The pre-flight of a render: throws where a check failed, see `requirePassed`. */
export async function requirePreflight(env: PreflightEnv): Promise<void> {
	const thrown: unknown[] = [];
	// The installed ffmpeg is of a pinned version: to ask it for its encoders would be a process more in every render.
	const machine = thisMachine(env, env.FFMPEG_PATH === undefined ? probeInstalledFfmpeg : probeFfmpeg);
	const onThrown = (_: string, cause: unknown) => thrown.push(cause);
	const results = await runChecks(PREFLIGHT_CHECKS, createMeasure(machine), { onThrown });
	requirePassed(results, thrown.length === 0 ? undefined : new AggregateError(thrown));
}

/** What may fail to load is imported by its probe, so that it is a failed check and no failed import of this file. */
function thisMachine(env: PreflightEnv, probe: typeof probeFfmpeg = probeFfmpeg): HostPorts {
	return {
		packages: {
			"@napi-rs/canvas": () => import("../video/node/fonts/canvas.ts"),
			"fluent-ffmpeg": () => import("../video/node/encode/ffmpeg-process.ts"),
		},
		ffmpeg: (timeoutMs) => probe(env.FFMPEG_PATH, { timeoutMs }),
		fonts: () => probeFonts(env.EMOJI_FONT),
		freeDiskBytes: () => freeDiskBytes(tmpdir()),
		memory: () => readMemory(),
		minFreeDiskGib: env.MIN_FREE_DISK_GIB,
		minFreeMemoryGib: env.MIN_FREE_MEMORY_GIB,
	};
}
