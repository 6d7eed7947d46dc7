import { ChatreelError } from "../../../core/errors.ts";
import { lastLines } from "./ffmpeg-output.ts";
import type { FfmpegEnd } from "./ffmpeg-process.ts";

/** The signal with which Linux ends a process when memory runs out. */
const OUT_OF_MEMORY_SIGNAL = "SIGKILL";

export function hasSucceeded({ startError, exitCode }: FfmpegEnd): boolean {
	return startError === null && exitCode === 0;
}

/** The error for an ffmpeg that ended without a video. Not for one that was aborted here: that ends by the same signal. */
export function ffmpegFailure({ startError, exitCode, signal, stderr }: FfmpegEnd): ChatreelError {
	if (startError !== null) {
		return new ChatreelError("DEPENDENCY_ERROR", "ffmpeg could not be started", { cause: startError });
	}
	const details = { ffmpeg: lastLines(stderr) };
	if (signal === OUT_OF_MEMORY_SIGNAL) {
		const message = "the system ended ffmpeg, most likely for want of memory";
		return new ChatreelError("RESOURCE_EXHAUSTED", message, { details });
	}
	const how = signal === null ? `with code ${exitCode}` : `by ${signal}`;
	return new ChatreelError("RENDER_FAILED", `ffmpeg ended ${how} before the video was whole`, { details });
}
