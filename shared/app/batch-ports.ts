import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import { SYNC_LIMIT_MS } from "../platform/appwrite/executions.ts";
import type { BatchPorts } from "../service/batch/batch-ports.ts";
import type { Context } from "../service/context.ts";
import { payerFor, runUncharged, withPlanning } from "../service/quote/planning.ts";
import { nameEngineVersion, prepare, requireFeasible } from "../service/quote/prepare.ts";
import { decodeRequest, encodeRequest, parseItem } from "../service/quote/request.ts";

/** A synchronous execution's part for creating rows. The rest is for the answer. */
const ACCEPT_MS = SYNC_LIMIT_MS - 10_000;

/** Messages that are checked of a faulty conversation among very many. */
const BRIEF_MESSAGES = 5;

export function batchPorts(context: Context): BatchPorts {
	const { store, limits, nowMs, execution, bounds, process, video, webhooks } = context;
	return {
		store,
		limits,
		nowMs,
		executionId: execution.id,
		engineVersion: nameEngineVersion(video.engine),
		webhookProblem: webhooks.problem,
		announce: webhooks.announce,
		hasTime: () => nowMs() - execution.startedMs < ACCEPT_MS,
		yieldToEventLoop: yieldToEventLoop,
		unshared: (work) => runUncharged(process, work),
		readItem: async (conversation, options, isBrief) => {
			const { maxMessages } = bounds;
			const firstMessages = isBrief ? BRIEF_MESSAGES : undefined;
			const request = runUncharged(process, () =>
				parseItem(conversation, options, { maxMessages, firstMessages }),
			);
			const { text, hash } = await encodeRequest(request);
			const row = {
				conversation: JSON.stringify(request.conversation),
				options: JSON.stringify(request.options),
			};
			return { text, hash, row };
		},
		planFor: (caller, work) =>
			withPlanning(payerFor(caller), context, ({ runSteps, inTurn }) =>
				work(async (text) => {
					const request = decodeRequest(text);
					const prepared = await inTurn(request.conversation, () => prepare(request, { ...video, runSteps }));
					requireFeasible(prepared, bounds);
					return prepared.quote;
				}),
			),
	};
}
