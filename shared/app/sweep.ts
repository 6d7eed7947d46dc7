import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import type { AppwriteClient } from "../platform/appwrite/client.ts";
import { startRun } from "../platform/appwrite/executions.ts";
import { createFileList } from "../platform/appwrite/file-list.ts";
import { INPUT_BUCKET_ID } from "../platform/appwrite/input-files.ts";
import type { SweepPorts } from "../service/jobs/sweep/sweep-ports.ts";
import { TABLES } from "../service/tables.ts";

export type SweepOptions = {
	/** Starts executions. Undefined: none are started, and the report covers the rest. */
	readonly serviceKey: string | undefined;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs?: () => number;
};

/** The client's key needs the scopes rows.read, rows.write, files.read, files.write and, with a service key, execution.write. */
export function sweepPorts(
	client: AppwriteClient,
	{ serviceKey, nowMs = () => Date.now() }: SweepOptions,
): SweepPorts {
	return {
		store: createAppwriteRowStore(client, TABLES),
		...createFileList(client),
		inputs: createFileList(client, { bucketId: INPUT_BUCKET_ID }),
		startRun: serviceKey === undefined ? null : (jobId) => startRun(client, serviceKey, jobId),
		nowMs,
	};
}
