import { ChatreelError, toChatreelError } from "../core/errors.ts";
import { cpuMsOf } from "../platform/node/process-cpu.ts";
import { withTempDir } from "../platform/node/temp-dir.ts";
import type { JobPorts } from "../service/job-ports.ts";
import { createEngine } from "../video/node/encode/create-engine.ts";
import { openStudioInSteps } from "../video/node/open-studio.ts";
import { posterPng } from "../video/node/poster-png.ts";
import type { EngineName } from "../video/plan/engine.ts";
import type { RenderPorts } from "../video/ports.ts";
import { type MessageSounds, messageSounds, planSound } from "../video/sound/plan-sound.ts";
import { type PreflightEnv, requireRealPreflight } from "./preflight.ts";

/** What every render on this machine is made with, wherever its job came from. */
export function videoPorts(
	env: PreflightEnv,
	engine: EngineName = "fast",
): Omit<RenderPorts, "deliver"> & Pick<JobPorts, "childCpuMs"> {
	let sounds: MessageSounds | undefined;
	return {
		requirePreflight: () => requireRealPreflight(env),
		openStudio: async (texts, runSteps) => {
			try {
				return await runSteps(openStudioInSteps(texts));
			} catch (thrown) {
				throw toChatreelError(thrown).kind === "UNKNOWN" ? noFonts(thrown) : thrown;
			}
		},
		planSound: (timeline, senders) => {
			sounds ??= messageSounds();
			return planSound(timeline, senders, sounds);
		},
		engine,
		encode: createEngine({ engine, ffmpegPath: env.FFMPEG_PATH }),
		posterPng,
		withTempDir,
		childCpuMs: cpuMsOf,
	};
}

function noFonts(cause: unknown): ChatreelError {
	return new ChatreelError("DEPENDENCY_ERROR", "The fonts could not be loaded.", { cause });
}
