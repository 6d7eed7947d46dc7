import { asManyAsFit } from "../../core/stored-error.ts";
import type { MadeVideo } from "../../video/render-video.ts";
import type { Delivered } from "../job-ports.ts";
import { engineVersionOf, type Prepared } from "../quote/prepare.ts";
import type { Changes } from "../tables.ts";

/** What changes of a job that made its video. */
export function videoChanges(
	{ bucketId, fileId, posterFileId, bytes, warnings }: MadeVideo & Delivered,
	prepared: Prepared,
	{ cpuMs, renderMs }: { readonly cpuMs: number; readonly renderMs: number },
): Changes<"jobs"> {
	const { video, quote } = prepared;
	const { plan } = video;
	const { frameCount, fps } = plan;
	return {
		...{ bucketId, fileId, posterFileId, bytes, cpuMs, renderMs },
		...{ percent: 100, framesDone: frameCount, framesTotal: frameCount, etaSeconds: 0 },
		...quotedChanges(prepared),
		durationMs: Math.round((frameCount * 1000) / fps),
		warnings: asManyAsFit([...warnings, ...video.warnings]),
		engineVersion: engineVersionOf(quote.engine),
		error: null,
	};
}

/** What is known of a job's price once it is planned. */
export function quotedChanges({ quote }: Prepared): Changes<"jobs"> {
	return { quotedMs: quote.expectedMs };
}
