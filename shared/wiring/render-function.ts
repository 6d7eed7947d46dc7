import type { Caller } from "../core/caller.ts";
import { createDeadline } from "../core/deadline.ts";
import { listQueued } from "../jobs/queue.ts";
import { createSlots, type Slots } from "../jobs/slots.ts";
import { createClient } from "../platform/appwrite/client.ts";
import { createQuotaReader } from "../platform/appwrite/quota-rows.ts";
import { createRowList } from "../platform/appwrite/row-list.ts";
import type { Env } from "../platform/env.ts";
import { type FunctionContext, headerOf } from "../platform/function-context.ts";
import { createLog } from "../platform/log.ts";
import { ownCpuMs } from "../platform/process-cpu.ts";
import { createCpuShares } from "../quota/shared-cpu.ts";
import { SYNC_LIMIT_MS, SYNC_MARGIN_MS } from "../render/post-job.ts";
import type { Bounds } from "../render/prepare.ts";
import { quoteAnswer } from "../render/quote-answer.ts";
import { createRenderService } from "../render/render-service.ts";
import type { ServicePorts } from "../render/service-ports.ts";
import { createBatchService } from "./batch-function.ts";
import { BUCKET_FILE_BYTES } from "./bucket-limit.ts";
import { type Calibrations, createCalibrations } from "./calibrations.ts";
import { connectionOf } from "./connection.ts";
import { deliverToBucket } from "./deliver-to-bucket.ts";
import { limitsIn } from "./limits.ts";
import { videoPorts } from "./video-ports.ts";
import { tellEnds, webhookProblemOf } from "./webhooks.ts";

/** What one execution works with. */
export type OpenService = ReturnType<typeof openRenderService>;

/** What all executions of a process share: its slots, and whose CPU is whose. */
export type RenderProcess = {
	readonly slots: Slots;
	readonly shares: ReturnType<typeof createCpuShares>;
	readonly calibrations: Calibrations;
};

export function createRenderProcess(env: Env): RenderProcess {
	return {
		slots: createSlots(env.RENDER_SLOTS),
		shares: createCpuShares(ownCpuMs),
		calibrations: createCalibrations(() => Date.now()),
	};
}

/** Kept of the timeout for settling and telling: half a minute, or a quarter of a short one. */
const SETTLE_MS = 30_000;

/** So many of a queue are looked at, because the first may be held by others. */
const QUEUE_LOOK = 25;

/** What a render by the function may take. */
export function boundsOf(env: Env): Bounds & { readonly syncMs: number } {
	const timeoutMs = env.RENDER_TIMEOUT_SECONDS * 1000;
	const workMs = timeoutMs - Math.min(SETTLE_MS, timeoutMs / 4);
	return { workMs, fileBytes: BUCKET_FILE_BYTES, syncMs: SYNC_LIMIT_MS - SYNC_MARGIN_MS };
}

/** The render service for one execution, with a client of the execution's own key. `close` is to be called in `finally`. `settled`
 * is when those are told whose webhooks were tried here. */
export function openRenderService(
	context: FunctionContext,
	env: Env,
	{ slots, shares, calibrations }: RenderProcess,
) {
	const client = createClient(connectionOf(context, env));
	const timeoutMs = env.RENDER_TIMEOUT_SECONDS * 1000;
	const { syncMs, ...bounds } = boundsOf(env);
	const deadline = createDeadline(bounds.workMs);
	const id = headerOf(context, "x-appwrite-execution-id") || crypto.randomUUID();
	const reader = createQuotaReader(client);
	const log = createLog(context);
	const { store, announce, settled } = tellEnds(client, env, log);
	const ports: ServicePorts = {
		...videoPorts(env),
		...deliverToBucket(client),
		store,
		listQueued: () => listQueued(createRowList(client), { limit: QUEUE_LOOK }),
		limits: limitsIn(env),
		calibrationOf: (engine) => calibrations.of(engine, reader),
		timeoutMs,
		workMs: bounds.workMs,
		slots,
		slotWaitMs: env.SLOT_WAIT_SECONDS * 1000,
		maxMessages: env.MAX_MESSAGES,
		webhookProblem: webhookProblemOf(env),
		bounds,
		beginCpuShare: shares.begin,
		nowMs: () => Date.now(),
		log,
	};
	const service = createRenderService(ports, { id, deadline, startedMs: Date.now() });
	const quote = async (body: string, caller: Caller) => ({
		status: 200,
		body: await quoteAnswer(body, caller, { ...ports, syncMs }),
	});
	const batches = createBatchService(client, ports, { id, announce });
	return { service, quote, batches, settled, close: deadline.clear };
}
