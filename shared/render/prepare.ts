import { ChatreelError } from "../core/errors.ts";
import { type Engine, type Quote, quoteOf } from "../quota/cost-model.ts";
import { planVideo, type VideoPlan } from "./plan-video.ts";
import type { RenderPorts } from "./ports.ts";
import type { RenderRequest } from "./request.ts";

/** A request with its plan and its price: nothing of it is drawn yet. */
export type Prepared = {
	readonly video: VideoPlan;
	readonly quote: Quote;
	/** The most CPU its maker allows, in ms. */
	readonly maxMs: number;
};

/** The engine that makes the videos, whose coefficients the quote is made with. */
const ENGINE: Engine = "plain";

/** Stored with each job. To be raised with each change after which the same request gives another file. */
export const ENGINE_VERSION = `${ENGINE}-1`;

export async function prepare(
	{ conversation, options }: RenderRequest,
	ports: Pick<RenderPorts, "openStudio" | "planSound">,
): Promise<Prepared> {
	const video = await planVideo(conversation, ports);
	const { summary, preset, crf } = video.plan;
	const quote = quoteOf(summary, { engine: ENGINE, preset, crf });
	const { maxCpuSeconds } = options;
	return { video, quote, maxMs: maxCpuSeconds === undefined ? Infinity : maxCpuSeconds * 1000 };
}

export type Bounds = {
	/** How long a render may work, in ms; what is quoted above it would be stopped on the way. */
	readonly workMs: number;
	/** The largest file that the storage takes. */
	readonly fileBytes: number;
};

/** Refuses, before any work, what cannot end well: with INVALID_INPUT that says what to shorten, or RESOURCE_EXHAUSTED. */
export function requireFeasible({ quote, maxMs, video }: Prepared, { workMs, fileBytes }: Bounds): void {
	const { upperMs, expectedBytes } = quote;
	if (upperMs > maxMs) {
		const message = `This may need ${seconds(upperMs)} CPU seconds, and maxCpuSeconds is ${seconds(maxMs)}.`;
		const details = { scope: "maxCpuSeconds", neededSeconds: upperMs / 1000, limitSeconds: maxMs / 1000 };
		throw new ChatreelError("RESOURCE_EXHAUSTED", message, { details });
	}
	const share = Math.min(workMs / upperMs, fileBytes / expectedBytes);
	if (share >= 1) return;
	const longest = Math.floor((video.plan.summary.durationMs / 1000) * share);
	const advice = `Split it into videos of at most ${longest} s, or lower video.fps, video.width and video.height.`;
	const [what, details] =
		upperMs > workMs
			? [
					`This may need ${seconds(upperMs)} CPU seconds, more than the ${seconds(workMs)} s that a render may take.`,
					{ neededSeconds: upperMs / 1000, limitSeconds: workMs / 1000 },
				]
			: [
					`The file would have about ${expectedBytes} bytes, more than the ${fileBytes} that the storage takes.`,
					{ expectedBytes, limitBytes: fileBytes },
				];
	throw new ChatreelError("INVALID_INPUT", `${what} ${advice}`, {
		details: { ...details, longestSeconds: longest },
	});
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);
