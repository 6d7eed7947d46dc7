import { setImmediate as othersTurn } from "node:timers/promises";
import { acceptBatch } from "../batch/accept-batch.ts";
import { cancelBatch } from "../batch/cancel-batch.ts";
import type { BatchPorts } from "../batch/ports.ts";
import { stateForCaller } from "../batch/state-of-batch.ts";
import type { Caller } from "../core/caller.ts";
import { createManyRows } from "../platform/appwrite/bulk-rows.ts";
import type { AppwriteClient } from "../platform/appwrite/client.ts";
import { createRowList } from "../platform/appwrite/row-list.ts";
import { engineVersionOf, prepare, requireFeasible } from "../render/prepare.ts";
import { parseItem, readStoredRequest, storedRequest } from "../render/request.ts";
import type { ServicePorts } from "../render/service-ports.ts";

/** Of the 30 s of a synchronous execution, so much for making rows; the rest is for the answer. */
const ACCEPT_MS = 20_000;

export type BatchService = ReturnType<typeof createBatchService>;

/** What the render function does with batches, for one execution. */
export function createBatchService(
	client: AppwriteClient,
	ports: ServicePorts,
	{ id: owner, announce }: { readonly id: string; readonly announce: BatchPorts["announce"] },
) {
	const startedMs = ports.nowMs();
	const batchPorts: BatchPorts = {
		...ports,
		...{ owner, announce, othersTurn, engineVersion: engineVersionOf(ports.engine) },
		rows: createRowList(client),
		createMany: (table, rows) => createManyRows(client, table, rows),
		readItem: async (conversation, options) => {
			const request = parseItem(conversation, options, ports.maxMessages);
			const { text, hash } = await storedRequest(request);
			const row = {
				conversation: JSON.stringify(request.conversation),
				options: JSON.stringify(request.options),
			};
			return { text, hash, row };
		},
		quoteItem: async (text) => {
			const prepared = await prepare(readStoredRequest(text), ports);
			requireFeasible(prepared, ports.bounds);
			return prepared.quote;
		},
		hasTime: () => ports.nowMs() - startedMs < ACCEPT_MS,
	};
	return {
		/** `POST /batch`. */
		accept: (body: string, caller: Caller) => acceptBatch(body, caller, batchPorts),
		/** `GET /batches/:id`. */
		state: (batchId: string, caller: Caller) => stateForCaller(batchId, caller, batchPorts),
		/** `DELETE /batches/:id`. */
		cancel: (batchId: string, caller: Caller) => cancelBatch(batchId, caller, batchPorts),
	};
}
