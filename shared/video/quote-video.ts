import { parseConversation } from "./conversation/parse.ts";
import type { Warning } from "./conversation/warning.ts";
import { quotePlan } from "./cost/quote-plan.ts";
import type { PlanningMachine } from "./machine.ts";
import { planVideo } from "./plan-video.ts";
import type { RenderOptions } from "./render-video.ts";

export type QuoteOptions = Pick<RenderOptions, "engine" | "maxMessages" | "loadPicture">;

type Estimate = { readonly low: number; readonly high: number };

export type VideoQuote = {
	/** What `renderVideo` will use, in CPU seconds, on a machine like the one the model was measured on (docs/benchmarks.md). */
	readonly quotedCpuSeconds: number;
	/** Between these CPU seconds nearly all renders stay. */
	readonly errorBand: Estimate;
	readonly durationSeconds: number;
	readonly frames: number;
	/** Between these bytes the video file will be. */
	readonly bytes: Estimate;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly warnings: readonly Warning[];
};

/** Computes what a video will cost and be. Draws nothing, and reads of pictures only their headers. Rejects with INVALID_INPUT or DEPENDENCY_ERROR as `renderVideo` does. */
export async function quoteVideo(
	conversation: unknown,
	{ engine = "fast", maxMessages, loadPicture }: QuoteOptions,
	machine: PlanningMachine,
): Promise<VideoQuote> {
	const parsed = parseConversation(conversation, { maxMessages });
	const { plan, warnings } = await planVideo(parsed, machine, { engine, loadPicture });
	const { frameCount: frames, fps, widthPx, heightPx } = plan.film;
	const { expectedMs, lowMs, upperMs, file } = quotePlan(plan);
	return {
		quotedCpuSeconds: expectedMs / 1000,
		errorBand: { low: lowMs / 1000, high: upperMs / 1000 },
		durationSeconds: Math.round((frames * 1000) / fps) / 1000,
		frames,
		bytes: { low: file.lowBytes, high: file.upperBytes },
		widthPx,
		heightPx,
		warnings,
	};
}
