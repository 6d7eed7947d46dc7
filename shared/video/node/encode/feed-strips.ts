import type { Writable } from "node:stream";
import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import { ROW_HEIGHT_PX, type SliceSource, type StreamJob } from "../../encode/fast/stream-plan.ts";
import { allocatePicture, type I420Picture } from "../../scene/picture.ts";
import { write } from "./write.ts";

/** About as many bytes as one write to the pipe takes: few turns of the event loop, and none of them long. */
const BATCH_BYTES = 256 * 1024;

/** Draws a slice as a picture of its size, valid until the next call. */
export type DrawSlice = (source: SliceSource) => I420Picture;

type FeedStripsOptions = {
	/** Checked between batches. */
	readonly signal: AbortSignal;
	readonly onStrips: (stripsDone: number) => void;
};

/**
 * Draws each slice of a stream once, in order, and writes it. Yields to the event loop between batches. Resolves with false if the
 * reader closed the pipe before the last strip.
 */
export async function feedStrips(
	{ film: { widthPx }, stream: { slices } }: StreamJob,
	drawSlice: DrawSlice,
	pipe: Writable,
	{ signal, onStrips }: FeedStripsOptions,
): Promise<boolean> {
	const stripBytes = allocatePicture(widthPx, ROW_HEIGHT_PX).data.length;
	const batchLength = Math.max(1, Math.floor(BATCH_BYTES / stripBytes));
	const batch = new Uint8Array(batchLength * stripBytes);
	for (let first = 0; first < slices.length; first += batchLength) {
		const sources = slices.slice(first, first + batchLength);
		for (const [index, source] of sources.entries()) {
			const { y, u, v } = drawSlice(source);
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
