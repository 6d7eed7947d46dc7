import type { JsonObject } from "../../core/json.ts";
import type { MadeVideo } from "../../video/make-video.ts";
import { asManyAsFit } from "../jobs/error-column.ts";
import { engineVersionOf, type Prepared } from "../quote/prepare.ts";

/** The columns of a job that made its video. */
export function columnsOfVideo(
	{ bucketId, fileId, posterFileId, bytes, warnings }: MadeVideo,
	prepared: Prepared,
	{ cpuMs, renderMs }: { readonly cpuMs: number; readonly renderMs: number },
): JsonObject {
	const { video, quote } = prepared;
	const { plan } = video;
	const { frameCount, fps } = plan;
	return {
		...{ bucketId, fileId, posterFileId, bytes, cpuMs, renderMs },
		...{ percent: 100, framesDone: frameCount, framesTotal: frameCount, etaSeconds: 0 },
		...quotedColumns(prepared),
		durationMs: Math.round((frameCount * 1000) / fps),
		warnings: JSON.stringify(asManyAsFit([...warnings, ...video.warnings])),
		engineVersion: engineVersionOf(quote.engine),
		error: null,
	};
}

/** What is known of a job's price once it is planned. */
export function quotedColumns({ quote }: Prepared): JsonObject {
	return { quotedMs: quote.expectedMs };
}
