/** Rounds to the nearest whole number of frames. */
export function countFrames(durationSeconds: number, fps: number): number {
	return Math.round(durationSeconds * fps);
}

/** When frame `frame` (from 0) is first shown. */
export function frameTimeMs(frame: number, fps: number): number {
	return (frame * 1000) / fps;
}

/** The first frame at or after `timeMs`: the one that first shows an event of that time. */
export function firstFrameFrom(timeMs: number, fps: number): number {
	return Math.ceil((timeMs * fps) / 1000);
}

/** Seconds → whole milliseconds. */
export function toMs(seconds: number): number {
	return Math.round(seconds * 1000);
}
