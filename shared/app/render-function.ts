import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import { createDeadline, sleep } from "../core/deadline.ts";
import { once } from "../core/once.ts";
import { createSlices, finishSteps, type RunSteps, type Slices } from "../core/steps.ts";
import { createTurns } from "../core/turns.ts";
import { createClient, readConnection } from "../platform/appwrite/client.ts";
import { BUCKET_FILE_BYTES, deliverToBucket } from "../platform/appwrite/deliver-to-bucket.ts";
import { SYNC_LIMIT_MS } from "../platform/appwrite/executions.ts";
import { type FunctionContext, readHeader } from "../platform/http/function-context.ts";
import type { Env } from "../platform/node/env.ts";
import { createLog } from "../platform/node/log.ts";
import { readProcessCpuMs } from "../platform/node/process-cpu.ts";
import { type QuotePorts, quoteAnswer } from "../service/api/quote-answer.ts";
import { createRenderService } from "../service/api/render-service.ts";
import { createSlots, type Slots } from "../service/attempt/slots.ts";
import type { Caller } from "../service/caller.ts";
import { isJobId, newJobId } from "../service/jobs/job-id.ts";
import { createQueue, type QueueCursor } from "../service/jobs/queue.ts";
import { type Calibrations, createCalibrations } from "../service/quota/calibration.ts";
import { lastMeasured } from "../service/quota/last-measured.ts";
import { type CpuShares, createCpuShares } from "../service/quota/shared-cpu.ts";
import { askerOf, unshared, withPlanning } from "../service/quote/planning.ts";
import type { Bounds } from "../service/quote/prepare.ts";
import type { PlanTurns, ServicePorts } from "../service/service-ports.ts";
import { parseConversation } from "../video/conversation/parse.ts";
import { createNodeMachine } from "../video/node/node-machine.ts";
import { ownCpuMs } from "../video/node/own-cpu.ts";
import { planVideo } from "../video/plan-video.ts";
import { createBatchService } from "./batch-function.ts";
import { limitsIn } from "./limits.ts";
import { requireRealPreflight } from "./preflight.ts";
import { tellEnds, webhookProblemOf } from "./webhooks.ts";

/** What one execution works with. */
export type OpenService = ReturnType<typeof openRenderService>;

/** What all executions of a process share: its slots, and whose CPU is whose. */
export type RenderProcess = {
	readonly slots: Slots;
	readonly shares: CpuShares;
	readonly slices: Slices;
	readonly turns: PlanTurns;
	readonly queueCursor: QueueCursor;
	/** Loads what every plan needs, once: the first request does not pay for the start of the process. */
	readonly warmUp: () => Promise<void>;
	readonly calibrations: Calibrations;
};

/** A render asks for its turn again some hundred times a second: none is to wait longer than this for a plan. */
const SLICE_MS = 10;

/** Of one user as many plans wait as a busy backend sends at once. */
const WAITING = { waitingOfOne: 32, waitingOfAll: 128, waitMs: 10_000 };
/** Plans at a time, each of another user. More long ones would hold more memory; ordinary chats do not wait for those. */
const PLANS_AT_ONCE = { short: 16, long: 3 };

export function createRenderProcess(env: Env): RenderProcess {
	const shares = createCpuShares(ownCpuMs);
	// Beside a render plans get half of the thread at the most, all of them together.
	const pause = async (workedMs: number) => {
		await (shares.isBusy() ? sleep(workedMs) : yieldToEventLoop());
	};
	return {
		...{ slots: createSlots(env.RENDER_SLOTS), shares },
		queueCursor: {},
		warmUp: createWarmUp(shares),
		...{ slices: createSlices({ sliceMs: SLICE_MS, pause }), turns: createPlanTurns() },
		calibrations: createCalibrations(() => Date.now()),
	};
}

function createPlanTurns(): PlanTurns {
	const { short, long } = PLANS_AT_ONCE;
	return {
		short: createTurns({ ...WAITING, atOnce: short }),
		long: createTurns({ ...WAITING, atOnce: long }),
	};
}

function createWarmUp(shares: CpuShares): () => Promise<void> {
	const plan = once(async () => {
		const runSteps: RunSteps = async (steps) => {
			const share = shares.begin();
			try {
				return share.alone(() => finishSteps(steps));
			} finally {
				share.end();
			}
		};
		await planVideo(SHORTEST, createNodeMachine(), runSteps);
	});
	// Where it fails, whoever plans next is told why.
	return () => plan().catch(() => {});
}

const SHORTEST = parseConversation({ messages: [{ sender: "you", text: "A" }] });

/** Kept of the timeout for settling and telling: half a minute, or a quarter of a short one. */
const SETTLE_MS = 30_000;
/** Kept of a synchronous execution for its answer. */
const SYNC_MARGIN_MS = 3000;

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
	{ slots, shares, slices, turns, queueCursor, warmUp, calibrations }: RenderProcess,
) {
	const client = createClient(readConnection(context, env));
	const timeoutMs = env.RENDER_TIMEOUT_SECONDS * 1000;
	const { syncMs, ...bounds } = boundsOf(env);
	const deadline = createDeadline(bounds.workMs);
	const startedMs = Date.now();
	const id = executionIdOf(context);
	const log = createLog(context);
	const { store, announce, settled } = tellEnds(client, env, log);
	const ports: ServicePorts = {
		machine: createNodeMachine({ ffmpegPath: env.FFMPEG_PATH }),
		engine: "fast",
		requirePreflight: () => requireRealPreflight(env),
		childCpuMs: readProcessCpuMs,
		...deliverToBucket(client),
		store,
		nextQueued: createQueue(store, queueCursor),
		limits: limitsIn(env),
		calibrationOf: (engine) => calibrations.of(engine, () => lastMeasured(store)),
		timeoutMs,
		workMs: bounds.workMs,
		...{ slots, slices, turns, warmUp },
		slotWaitMs: env.SLOT_WAIT_SECONDS * 1000,
		syncMs,
		maxMessages: env.MAX_MESSAGES,
		webhookProblem: webhookProblemOf(env),
		bounds,
		beginCpuShare: shares.begin,
		nowMs: () => Date.now(),
		log,
	};
	const execution = { id, deadline, startedMs };
	const service = createRenderService(ports, execution);
	const planFor: QuotePorts["planFor"] = (caller, conversation, plan) =>
		withPlanning(askerOf(caller), { ports, execution }, ({ runSteps, inTurn }) =>
			inTurn(conversation, () => plan(runSteps)),
		);
	const quote = async (body: string, caller: Caller) => ({
		status: 200,
		body: await quoteAnswer(body, caller, {
			...{ ...ports, planFor },
			unshared: (work) => unshared(ports, work),
		}),
	});
	const batches = createBatchService({ ports, execution }, announce);
	return { service, quote, batches, settled, close: deadline.clear };
}

/** What a caller sends as well stands before the server's own ("a, b"): that is no id, and counts as none. */
function executionIdOf(context: FunctionContext): string {
	const given = readHeader(context, "x-appwrite-execution-id");
	return isJobId(given) ? given : newJobId();
}
