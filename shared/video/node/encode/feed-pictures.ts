import type { Writable } from "node:stream";
import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import type { I420Picture } from "../../scene/picture.ts";
import type { Size } from "../../scene/rect.ts";
import { write } from "./write.ts";

/** The size of a film and the lengths of its holds. */
type Frames = Size & {
	readonly holds: readonly { readonly frameCount: number }[];
};

type FeedOptions = {
	/** Checked after each frame, so that an aborted video is not drawn to its end. */
	readonly signal: AbortSignal;
	readonly onFrame: (framesDone: number) => void;
};

/**
 * Draws each picture once and writes it as often as its hold is long. Waits until the pipe has taken a frame whole: one picture
 * is in memory at a time, and the next may overwrite it. Yields to the event loop between frames. Resolves with false if the
 * reader closed the pipe before the last frame.
 */
export async function feedPictures(
	frames: Frames,
	drawHold: (hold: number) => I420Picture,
	pipe: Writable,
	{ signal, onFrame }: FeedOptions,
): Promise<boolean> {
	let framesDone = 0;
	for (const [index, hold] of frames.holds.entries()) {
		const picture = drawHold(index);
		refuseOtherSize(picture, frames);
		for (let repeat = 0; repeat < hold.frameCount; repeat++) {
			if (!(await write(pipe, [picture.y, picture.u, picture.v]))) return false;
			framesDone += 1;
			onFrame(framesDone);
			await yieldToEventLoop();
			signal.throwIfAborted();
		}
	}
	pipe.end();
	return true;
}

/** Raw video has no frame borders: a picture of another size would shift all that follow. */
function refuseOtherSize(picture: I420Picture, expected: Size): void {
	const [width, height] = [expected.widthPx, expected.heightPx];
	if (picture.widthPx === width && picture.heightPx === height) return;
	throw new RangeError(
		`a picture of ${width}x${height} was expected, not of ${picture.widthPx}x${picture.heightPx}`,
	);
}
