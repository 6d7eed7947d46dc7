import type { Writable } from "node:stream";
import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import type { PictureAt } from "../../plan/engine.ts";
import { allocatePicture } from "../../plan/picture.ts";
import { STRIP_HEIGHT_PX } from "../../plan/picture-plan.ts";
import type { RenderPlan } from "../../plan/render-plan.ts";
import { write } from "./write.ts";

/** About as many bytes as one write to the pipe takes: few turns of the event loop, and none of them long. */
const BATCH_BYTES = 256 * 1024;

type FeedStripsOptions = {
	/** Checked between batches. */
	readonly signal: AbortSignal;
	readonly onStrips: (stripsDone: number) => void;
};

/**
 * Draws each strip of a plan once, in order, and writes it. Yields to the event loop between batches. Resolves with false if the
 * reader closed the pipe before the last strip.
 */
export async function feedStrips(
	{ layout, pictures: { strips } }: Pick<RenderPlan, "layout" | "pictures">,
	pictureAt: PictureAt,
	pipe: Writable,
	{ signal, onStrips }: FeedStripsOptions,
): Promise<boolean> {
	const stripBytes = allocatePicture(layout.widthPx, STRIP_HEIGHT_PX).data.length;
	const batchLength = Math.max(1, Math.floor(BATCH_BYTES / stripBytes));
	const batch = new Uint8Array(batchLength * stripBytes);
	for (let first = 0; first < strips.length; first += batchLength) {
		const sources = strips.slice(first, first + batchLength);
		for (const [index, { hold, row }] of sources.entries()) {
			const fromPx = row * STRIP_HEIGHT_PX;
			const { y, u, v } = pictureAt(hold, { fromPx, toPx: fromPx + STRIP_HEIGHT_PX });
			const at = index * stripBytes;
			batch.set(y, at);
			batch.set(u, at + y.length);
			batch.set(v, at + y.length + u.length);
		}
		if (!(await write(pipe, [batch.subarray(0, sources.length * stripBytes)]))) return false;
		onStrips(first + sources.length);
		await yieldToEventLoop();
		signal.throwIfAborted();
	}
	pipe.end();
	return true;
}
