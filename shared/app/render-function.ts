import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import { once } from "../core/once.ts";
import { createSlices, finishSteps, type RunSteps } from "../core/steps.ts";
import { createDeadline, sleep } from "../core/time.ts";
import { createTurns } from "../core/turns.ts";
import { createAppwriteRowStore } from "../platform/appwrite/appwrite-row-store.ts";
import { createBucketFiles } from "../platform/appwrite/bucket-files.ts";
import { type Connection, createClient } from "../platform/appwrite/client.ts";
import { BUCKET_FILE_BYTES, deliverToBucket } from "../platform/appwrite/deliver-to-bucket.ts";
import { SYNC_LIMIT_MS } from "../platform/appwrite/executions.ts";
import { createInputFiles } from "../platform/appwrite/input-files.ts";
import { type FunctionContext, readHeader } from "../platform/http/function-context.ts";
import type { Env } from "../platform/node/env.ts";
import { createLog } from "../platform/node/log.ts";
import { readProcessCpuMs } from "../platform/node/process-cpu.ts";
import { createSlots } from "../service/attempt/slots.ts";
import { startDeliveries } from "../service/batch/start-deliveries.ts";
import type { Bounds, Context, PlanTurns, ProcessPorts } from "../service/context.ts";
import { isJobId, newJobId } from "../service/jobs/job-id.ts";
import { createQueue, type QueueCursor } from "../service/jobs/queue.ts";
import { type Calibrations, createCalibrations } from "../service/quota/calibration.ts";
import { listMeasurements } from "../service/quota/measurements.ts";
import { type CpuShares, createCpuShares } from "../service/quota/shared-cpu.ts";
import { TABLES } from "../service/tables.ts";
import { parseConversation } from "../video/conversation/parse.ts";
import { createNodeMachine } from "../video/node/node-machine.ts";
import { ownCpuMs } from "../video/node/own-cpu.ts";
import { planVideo } from "../video/plan-video.ts";
import { limitsIn } from "./limits.ts";
import { requirePreflight } from "./preflight.ts";
import { deliveryPorts, webhookRules } from "./webhooks.ts";

/** What all executions of a process share. */
export type RenderProcess = Pick<ProcessPorts, "slots" | "slices" | "turns" | "warmUp"> & {
	readonly shares: CpuShares;
	readonly queueCursor: QueueCursor;
	readonly calibrations: Calibrations;
};

/** A render takes some hundred turns of the event loop a second: none may wait longer than this for a plan. */
const SLICE_MS = 10;

/** One user may have as many plans waiting as a busy backend sends at once. */
const WAITING = { maxWaitingPerOwner: 32, maxWaiting: 128, maxWaitMs: 10_000 };
/** Plans at a time, each of another user. More long ones would take more memory; short ones do not wait for long ones. */
const PLANS_AT_ONCE = { short: 16, long: 3 };

export function createRenderProcess(env: Env): RenderProcess {
	const shares = createCpuShares(ownCpuMs);
	// Beside a render, all plans together get at most half of the thread.
	const pause = async (workedMs: number) => {
		await (shares.isBusy() ? sleep(workedMs) : yieldToEventLoop());
	};
	const { short, long } = PLANS_AT_ONCE;
	const turns: PlanTurns = {
		short: createTurns({ ...WAITING, concurrency: short }),
		long: createTurns({ ...WAITING, concurrency: long }),
	};
	return {
		slots: createSlots(env.RENDER_SLOTS),
		slices: createSlices({ sliceMs: SLICE_MS, pause }),
		turns,
		warmUp: createWarmUp(shares),
		shares,
		queueCursor: {},
		calibrations: createCalibrations(() => Date.now()),
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
		await planVideo(SHORTEST, createNodeMachine(), { runSteps });
	});
	// The next plan fails in the same way, and its caller gets the reason.
	return () => plan().catch(() => {});
}

const SHORTEST = parseConversation({ messages: [{ sender: "you", text: "A" }] });

/** The part of the timeout for settling and answering: half a minute, or a quarter of a short timeout. */
const SETTLE_MS = 30_000;
/** The part of a synchronous execution for its answer. */
const SYNC_MARGIN_MS = 3000;

export function renderBounds(env: Env): Bounds {
	const timeoutMs = env.RENDER_TIMEOUT_SECONDS * 1000;
	return {
		timeoutMs,
		workMs: timeoutMs - Math.min(SETTLE_MS, timeoutMs / 4),
		syncMs: SYNC_LIMIT_MS - SYNC_MARGIN_MS,
		slotWaitMs: env.SLOT_WAIT_SECONDS * 1000,
		fileBytes: BUCKET_FILE_BYTES,
		maxMessages: env.MAX_MESSAGES,
	};
}

/** The context of one execution. The connection has the key of this execution alone. */
export function openRenderContext(
	request: FunctionContext,
	connection: Connection,
	env: Env,
	{ slots, slices, turns, warmUp, shares, queueCursor, calibrations }: RenderProcess,
): Context & Disposable {
	const client = createClient(connection);
	const bounds = renderBounds(env);
	const deadline = createDeadline(bounds.workMs);
	const log = createLog(request);
	const rows = createAppwriteRowStore(client, TABLES);
	const inputs = createInputFiles(client);
	const { store, announce, settled } = startDeliveries(rows, deliveryPorts(rows, env), { log, inputs });
	return {
		store,
		limits: limitsIn(env),
		nowMs: () => Date.now(),
		execution: { id: readExecutionId(request), startedMs: Date.now(), deadline, log },
		bounds,
		video: {
			machine: createNodeMachine({ ffmpegPath: env.FFMPEG_PATH, emojiFont: env.EMOJI_FONT }),
			engine: "fast",
			findCalibration: (engine) => calibrations.find(engine, () => listMeasurements(store)),
			requirePreflight: () => requirePreflight(env),
			childCpuMs: readProcessCpuMs,
		},
		files: deliverToBucket(client),
		process: {
			slots,
			slices,
			turns,
			warmUp,
			nextQueued: createQueue(store, queueCursor),
			beginCpuShare: shares.begin,
			yieldToEventLoop: () => yieldToEventLoop(),
		},
		pictures: createBucketFiles(client),
		inputs,
		webhooks: { problem: webhookRules(env), announce, settled },
		[Symbol.dispose]: deadline.clear,
	};
}

/** A caller's header of this name stands before the platform's own ("a, b"). That is no id, and counts as none. */
function readExecutionId(request: FunctionContext): string {
	const given = readHeader(request, "x-appwrite-execution-id");
	return isJobId(given) ? given : newJobId();
}
