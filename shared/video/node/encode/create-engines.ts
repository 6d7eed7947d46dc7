import { UnsupportedStreamError } from "../../encode/h264/unsupported-stream-error.ts";
import type { Encode, EngineName } from "../../plan/engine.ts";
import { createFastEngine } from "./fast-engine.ts";
import { createPlainEngine } from "./plain-engine.ts";

export type EngineOptions = {
	/** Default: the ffmpeg of @ffmpeg-installer/ffmpeg. */
	readonly ffmpegPath?: string | undefined;
};

/**
 * Creates the engines. If the fast engine meets a stream it does not know, the plain one makes the video, with the warning
 * ENGINE_FALLBACK; the CPU of both is counted.
 */
export function createEngines({ ffmpegPath }: EngineOptions = {}): Readonly<Record<EngineName, Encode>> {
	const plain = createPlainEngine({ ffmpegPath });
	const fast: Encode = async (...call) => {
		let spentMs = 0;
		const onChildCpu = (ms: number) => {
			spentMs += ms;
		};
		try {
			return await createFastEngine({ ffmpegPath, onChildCpu })(...call);
		} catch (error) {
			if (!(error instanceof UnsupportedStreamError)) throw error;
			const made = await plain(...call);
			const message = `The fast engine does not know what this ffmpeg makes (${error.message}); the plain one was used, which takes many times the CPU.`;
			const warnings = [...made.warnings, { code: "ENGINE_FALLBACK", message }];
			return { ...made, childCpuMs: made.childCpuMs + spentMs, warnings };
		}
	};
	return { fast, plain };
}
