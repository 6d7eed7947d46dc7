import type { Writable } from "node:stream";
import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import type { PictureAt } from "../../plan/engine.ts";
import type { I420Picture } from "../../plan/picture.ts";
import type { RenderPlan } from "../../plan/render-plan.ts";
import { write } from "./write.ts";

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
	plan: Pick<RenderPlan, "holds" | "layout">,
	pictureAt: PictureAt,
	pipe: Writable,
	{ signal, onFrame }: FeedOptions,
): Promise<boolean> {
	let framesDone = 0;
	for (const [index, hold] of plan.holds.entries()) {
		const picture = pictureAt(index);
		refuseOtherSize(picture, plan.layout);
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
function refuseOtherSize(
	picture: I420Picture,
	expected: { readonly widthPx: number; readonly heightPx: number },
): void {
	const [width, height] = [expected.widthPx, expected.heightPx];
	if (picture.widthPx === width && picture.heightPx === height) return;
	throw new RangeError(
		`a picture of ${width}x${height} was expected, not of ${picture.widthPx}x${picture.heightPx}`,
	);
}
