import { type MessageSounds, messageSounds, planSound } from "../audio/plan-sound.ts";
import type { EngineName } from "../core/engine-name.ts";
import { ChatreelError, toChatreelError } from "../core/errors.ts";
import { createEngine } from "../encode/create-engine.ts";
import { openStudioInSteps } from "../paint/open-studio.ts";
import { posterPng } from "../paint/poster-png.ts";
import { cpuMsOf } from "../platform/process-cpu.ts";
import { withTempDir } from "../platform/temp-dir.ts";
import type { JobPorts, RenderPorts } from "../render/ports.ts";
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
