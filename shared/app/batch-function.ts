import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import { SYNC_LIMIT_MS } from "../platform/appwrite/executions.ts";
import { acceptBatch } from "../service/batch/accept-batch.ts";
import { cancelBatch } from "../service/batch/cancel-batch.ts";
import type { BatchPorts } from "../service/batch/ports.ts";
import { stateForCaller } from "../service/batch/state-of-batch.ts";
import type { Caller } from "../service/caller.ts";
import { askerOf, unshared, withPlanning } from "../service/quote/planning.ts";
import { engineVersionOf, prepare, requireFeasible } from "../service/quote/prepare.ts";
import { parseItem, readStoredRequest, storedRequest } from "../service/quote/request.ts";
import type { Surroundings } from "../service/service-ports.ts";

/** Of a synchronous execution, so much for making rows; the rest is for the answer. */
const ACCEPT_MS = SYNC_LIMIT_MS - 10_000;

/** Messages that are looked at of a faulty conversation among very many. */
const BRIEF_MESSAGES = 5;

export type BatchService = ReturnType<typeof createBatchService>;

/** What the render function does with batches, for one execution. */
export function createBatchService({ ports, execution }: Surroundings, announce: BatchPorts["announce"]) {
	const { id: executionId, startedMs } = execution;
	const batchPorts: BatchPorts = {
		...ports,
		executionId,
		announce,
		yieldToEventLoop,
		engineVersion: engineVersionOf(ports.engine),
		unshared: (work) => unshared(ports, work),
		readItem: async (conversation, options, isBrief) => {
			const { maxMessages } = ports;
			const bounds = { maxMessages, firstMessages: isBrief ? BRIEF_MESSAGES : undefined };
			const request = unshared(ports, () => parseItem(conversation, options, bounds));
			const { text, hash } = await storedRequest(request);
			const row = {
				conversation: JSON.stringify(request.conversation),
				options: JSON.stringify(request.options),
			};
			return { text, hash, row };
		},
		planFor: (caller, work) =>
			withPlanning(askerOf(caller), { ports, execution }, ({ runSteps, inTurn }) =>
				work(async (text) => {
					const request = readStoredRequest(text);
					const prepared = await inTurn(request.conversation, () => prepare(request, { ...ports, runSteps }));
					requireFeasible(prepared, ports.bounds);
					return prepared.quote;
				}),
			),
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
