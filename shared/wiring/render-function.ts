import { createDeadline } from "../core/deadline.ts";
import { listQueued } from "../jobs/queue.ts";
import { createSlots, type Slots } from "../jobs/slots.ts";
import { createClient } from "../platform/appwrite/client.ts";
import { createRowList } from "../platform/appwrite/row-list.ts";
import type { Env } from "../platform/env.ts";
import { type FunctionContext, headerOf } from "../platform/function-context.ts";
import { createLog } from "../platform/log.ts";
import { ownCpuMs } from "../platform/process-cpu.ts";
import { limitsOf } from "../quota/budget.ts";
import { createCpuShares } from "../quota/shared-cpu.ts";
import { createRenderService } from "../render/render-service.ts";
import type { ServicePorts } from "../render/service-ports.ts";
import { createBatchService } from "./batch-function.ts";
import { connectionOf } from "./connection.ts";
import { deliverToBucket } from "./deliver-to-bucket.ts";
import { videoPorts } from "./video-ports.ts";
import { tellEnds, webhookProblemOf } from "./webhooks.ts";

/** What one execution works with. */
export type OpenService = ReturnType<typeof openRenderService>;

/** What all executions of a process share: its slots, and whose CPU is whose. */
export type RenderProcess = {
	readonly slots: Slots;
	readonly shares: ReturnType<typeof createCpuShares>;
};

export function createRenderProcess(env: Env): RenderProcess {
	return { slots: createSlots(env.RENDER_SLOTS), shares: createCpuShares(ownCpuMs) };
}

/** Kept of the timeout for settling and telling: half a minute, or a quarter of a short one. */
const SETTLE_MS = 30_000;

/** So many of a queue are looked at, because the first may be held by others. */
const QUEUE_LOOK = 25;

/** `maximumFileSize` of the bucket in appwrite.json (a test holds them together). */
const BUCKET_FILE_BYTES = 30_000_000;

/** The render service for one execution, with a client of the execution's own key. `close` is to be called in `finally`. `settled`
 * is when those are told whose webhooks were tried here. */
export function openRenderService(context: FunctionContext, env: Env, { slots, shares }: RenderProcess) {
	const client = createClient(connectionOf(context, env));
	const timeoutMs = env.RENDER_TIMEOUT_SECONDS * 1000;
	const workMs = timeoutMs - Math.min(SETTLE_MS, timeoutMs / 4);
	const deadline = createDeadline(workMs);
	const id = headerOf(context, "x-appwrite-execution-id") || crypto.randomUUID();
	const log = createLog(context);
	const { store, announce, settled } = tellEnds(client, env, log);
	const ports: ServicePorts = {
		...videoPorts(env),
		...deliverToBucket(client),
		store,
		listQueued: () => listQueued(createRowList(client), { limit: QUEUE_LOOK }),
		limits: limitsOf({ hours: env.QUOTA_HOURS, userShare: env.QUOTA_USER_SHARE }),
		timeoutMs,
		workMs,
		slots,
		slotWaitMs: env.SLOT_WAIT_SECONDS * 1000,
		maxMessages: env.MAX_MESSAGES,
		webhookProblem: webhookProblemOf(env),
		bounds: { workMs, fileBytes: BUCKET_FILE_BYTES },
		beginCpuShare: shares.begin,
		nowMs: () => Date.now(),
		log,
	};
	return {
		service: createRenderService(ports, { id, deadline, startedMs: Date.now() }),
		batches: createBatchService(client, ports, { id, announce }),
		settled,
		close: deadline.clear,
	};
}
