/** Frames of a video of this length: the nearest whole number, as the contract has it for `durationSeconds`. */
export function frameCountOf(durationSeconds: number, fps: number): number {
	return Math.round(durationSeconds * fps);
}

/** The moment from which frame `frame` (the first is 0) is shown; it stays until that of the next one. */
export function frameTimeMs(frame: number, fps: number): number {
	return (frame * 1000) / fps;
}

/** The first frame that is shown at `timeMs` or later: the one in which what happens at `timeMs` is first seen. */
export function firstFrameFrom(timeMs: number, fps: number): number {
	return Math.ceil((timeMs * fps) / 1000);
}

/** Seconds, as makers write them, in the whole milliseconds of the timeline. */
export function toMs(seconds: number): number {
	return Math.round(seconds * 1000);
}
