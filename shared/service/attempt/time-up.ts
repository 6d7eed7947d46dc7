import { ChatreelError } from "../../core/errors.ts";

/** How far a render was when its time was up. */
export type TimeUp = {
	readonly framesDone: number;
	readonly frameCount: number;
	readonly durationMs: number;
	/** How long the render itself had, in ms. */
	readonly workedMs: number;
	/** How long any render may have in an execution of its own. */
	readonly allowedMs: number;
};

/** One that had less of the time that there is tells nothing of the next. */
const TELLING_SHARE = 0.5;
/** Renders vary by 15 % from one time to the next: half of the frames, with all the time there is, is out of reach for the next too. */
const HOPELESS_SHARE = 0.5;

/** Whether another attempt would run out of time as well: at this one's pace, all the time there is makes less than half the video. */
export function isHopeless({ framesDone, frameCount, workedMs, allowedMs }: TimeUp): boolean {
	if (workedMs < TELLING_SHARE * allowedMs) return false;
	return (framesDone * allowedMs) / workedMs < HOPELESS_SHARE * frameCount;
}

/** TIMEOUT, with what would fit: as much of the video as was made in the time there was, with a fifth to spare. */
export function timeUpError({ framesDone, frameCount, durationMs, workedMs }: TimeUp): ChatreelError {
	const share = framesDone / Math.max(frameCount, 1);
	const longest = Math.floor((durationMs / 1000) * share * 0.8);
	const split = longest < 1 ? "" : `Split it into videos of at most ${longest} s, or lower`;
	const advice = `${split || "Lower"} video.fps, video.width and video.height, or take a faster video.preset.`;
	const message = `The render had ${(workedMs / 1000).toFixed(1)} s and came to ${Math.floor(100 * share)} %. ${advice}`;
	const details = { limitSeconds: workedMs / 1000, percent: Math.floor(100 * share) };
	return new ChatreelError("TIMEOUT", message, {
		details: longest < 1 ? details : { ...details, longestSeconds: longest },
	});
}
