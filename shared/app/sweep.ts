import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { type AppwriteClient, type Connection, createClient } from "../platform/appwrite/client.ts";
import { startRun } from "../platform/appwrite/executions.ts";
import { createFileList } from "../platform/appwrite/file-list.ts";
import type { SweepPorts } from "../service/jobs/sweep/ports.ts";
import { TABLES } from "../service/tables.ts";

export type SweepOptions = {
	/** With which executions are started. Undefined: none are, and the report says only what else was done. */
	readonly serviceKey: string | undefined;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs?: () => number;
};

/**
 * What a sweep works with, on an Appwrite. Its key needs the scopes rows.read, rows.write, files.read, files.write and, to start
 * executions, execution.write.
 */
export function sweepPorts(connection: Connection, options: SweepOptions): SweepPorts {
	return sweepPortsOf(createClient(connection), options);
}

/** The same over a client that others use too. */
export function sweepPortsOf(
	client: AppwriteClient,
	{ serviceKey, nowMs = () => Date.now() }: SweepOptions,
): SweepPorts {
	return {
		store: createAppwriteRowStore(client, TABLES),
		...createFileList(client),
		startRun: serviceKey === undefined ? null : (jobId) => startRun(client, serviceKey, jobId),
		nowMs,
	};
}
