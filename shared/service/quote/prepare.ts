import { ChatreelError } from "../../core/errors.ts";
import { createFault } from "../../core/fault.ts";
import type { Warning } from "../../video/conversation/warning.ts";
import type { EngineName } from "../../video/encode/engine.ts";
import type { CalibratedQuote } from "../quota/calibration.ts";
import { pointIntoRequest } from "./point-into-request.ts";
import { type Priced, type PricePorts, priceVideo, toQuoteFigures } from "./price.ts";
import type { RenderRequest } from "./request.ts";
import { suggestChanges } from "./suggestions.ts";

/** A request with its plan and its price. Nothing is drawn yet. */
export type Prepared = Priced & {
	/** `maxCpuSeconds` in ms; Infinity when the caller gave none. */
	readonly maxMs: number;
	/** Where the conversation is in the request, as a JSON pointer. */
	readonly pointer: string;
};

/** Plans and quotes. Rejects with INVALID_INPUT when the quote's upper bound is above the request's maxCpuSeconds. */
export async function prepare(request: RenderRequest, ports: PricePorts): Promise<Prepared> {
	const { conversation, pointer = "" } = request;
	const priced = await pointIntoRequest(request, () => priceVideo(conversation, ports));
	const refused = findAboveMax(request, priced);
	if (refused !== null) throw refused;
	return { ...priced, maxMs: readMaxMs(request), pointer };
}

/** Stored with each job. Raise it with each change after which the same request gives another file. */
export function nameEngineVersion(engine: EngineName): string {
	return `${engine}-4`;
}

/** The refusal of a video that may need more than maxCpuSeconds, with what to change; null when it cannot. */
export function findAboveMax(
	request: RenderRequest,
	{ quote, video, quoteFor }: Priced,
): ChatreelError | null {
	const maxMs = readMaxMs(request);
	if (quote.upperMs <= maxMs) return null;
	const fault = createFault(["maxCpuSeconds"], {
		expected: "at least what this may need",
		allowed: `${seconds(quote.upperMs)} CPU seconds or more`,
		received: String(maxMs / 1000),
	});
	const fits = (changed: CalibratedQuote) => changed.upperMs <= maxMs;
	const share = maxMs / quote.upperMs;
	const suggestions = suggestChanges(request.conversation, video, share, fits, quoteFor);
	const details = { faults: [fault], faultCount: 1, ...toQuoteFigures(quote), suggestions };
	return new ChatreelError("INVALID_INPUT", `The request is not valid. ${fault.message}`, { details });
}

function readMaxMs({ options }: RenderRequest): number {
	return options.maxCpuSeconds === undefined ? Infinity : options.maxCpuSeconds * 1000;
}

export type VideoBounds = {
	/** How long a render may work, in ms. A video with a higher quote would be stopped on the way. */
	readonly workMs: number;
	/** The largest file that the storage takes. */
	readonly fileBytes: number;
};

/** Refuses, before any work, a video that cannot be made. Throws INVALID_INPUT that says what to shorten. */
export function requireFeasible({ quote, video }: Omit<Priced, "quoteFor">, bounds: VideoBounds): void {
	const { workMs, fileBytes } = bounds;
	const { upperMs, file } = quote;
	if (upperMs <= workMs && file.lowBytes <= fileBytes) return;
	const longest = Math.floor((video.plan.work.durationMs / 1000) * feasibleShare({ quote }, bounds));
	const advice = `Split it into videos of at most ${longest} s, or lower video.fps, video.width and video.height.`;
	const [what, details] =
		upperMs > workMs
			? [
					`This may need ${seconds(upperMs)} CPU seconds, more than the ${seconds(workMs)} s that a render may take.`,
					{ neededSeconds: upperMs / 1000, limitSeconds: workMs / 1000 },
				]
			: [
					`The file would have ${file.lowBytes} to ${file.upperBytes} bytes, more than the ${fileBytes} that the storage takes.`,
					{ ...file, limitBytes: fileBytes },
				];
	throw new ChatreelError("INVALID_INPUT", `${what} ${advice}`, {
		details: { ...details, longestSeconds: longest },
	});
}

/**
 * Warns of a file that may or may not be too large. It is rendered, because a video that fits must not be refused, and charged even if
 * it turns out too large. Null when it certainly fits, or certainly does not.
 */
export function fileSizeWarning(
	{ quote }: Pick<Priced, "quote">,
	{ fileBytes }: VideoBounds,
): Warning | null {
	const { lowBytes, upperBytes } = quote.file;
	if (upperBytes <= fileBytes || lowBytes > fileBytes) return null;
	const message = `The file may have up to ${upperBytes} bytes, and the storage takes ${fileBytes}: if it has more, the job fails after the render, which is charged.`;
	return { code: "FILE_SIZE", message };
}

/** The share of a video that certainly fits a render's time and the storage; 1 or more when all of it fits. */
export function feasibleShare({ quote }: Pick<Priced, "quote">, { workMs, fileBytes }: VideoBounds): number {
	return Math.min(workMs / quote.upperMs, fileBytes / quote.file.upperBytes);
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);
