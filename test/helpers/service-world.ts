// The render service with all that is around it in one process and on a clock that a test moves: rows and files in memory, a platform
// that starts executions, clients that ask and ask again, and workers whose video is nothing but time and CPU. A minute of it passes
// in a millisecond, and the same test goes the same way each time.

import { createHash } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { toChatreelError } from "../../shared/core/errors.ts";
import type { JsonObject } from "../../shared/core/json.ts";
import { finishSteps, type Steps } from "../../shared/core/steps.ts";
import { createDeadline, sleep } from "../../shared/core/time.ts";
import { createTurns } from "../../shared/core/turns.ts";
import { runRow } from "../../shared/service/api/accept-row.ts";
import { deleteJob } from "../../shared/service/api/delete-job.ts";
import { postJob } from "../../shared/service/api/post-job.ts";
import { postQuote } from "../../shared/service/api/post-quote.ts";
import { runJob } from "../../shared/service/api/run-job.ts";
import { processQueue } from "../../shared/service/attempt/process-queue.ts";
import { createSlots } from "../../shared/service/attempt/slots.ts";
import { acceptBatch } from "../../shared/service/batch/accept-batch.ts";
import { cancelBatch } from "../../shared/service/batch/cancel-batch.ts";
import { closeEndedBatches } from "../../shared/service/batch/close-batch.ts";
import type { Answer, Caller } from "../../shared/service/caller.ts";
import type { Context } from "../../shared/service/context.ts";
import { readOwner } from "../../shared/service/jobs/accept-job.ts";
import { hasLiveAttempt, listJobAttempts } from "../../shared/service/jobs/attempts.ts";
import { createQueue } from "../../shared/service/jobs/queue.ts";
import { IN_PROGRESS, type Status } from "../../shared/service/jobs/states.ts";
import { type Sweep, sweep } from "../../shared/service/jobs/sweep/sweep.ts";
import type { FileList, ListedFile, SweepRules } from "../../shared/service/jobs/sweep/sweep-ports.ts";
import { calibrate } from "../../shared/service/quota/calibration.ts";
import { lateGuardId } from "../../shared/service/quota/ids.ts";
import { userMonthId } from "../../shared/service/quota/months.ts";
import type { Limits } from "../../shared/service/quota/operations.ts";
import { reconcile } from "../../shared/service/quota/reconcile.ts";
import { createCpuShares } from "../../shared/service/quota/shared-cpu.ts";
import type { RowStore } from "../../shared/service/row-store.ts";
import { createDelivery, toDeliveryId } from "../../shared/service/webhooks/delivery.ts";
import type { Engine } from "../../shared/video/encode/engine.ts";
import { planPlain } from "../../shared/video/encode/plain/plan-plain.ts";
import type { Machine } from "../../shared/video/machine.ts";
import { createFaults, type Fault, type Faults, type FaultsOptions, faultsOf } from "./faulty-store.ts";
import { expectLedger, expectQuiet, expectRowInvariants, type Move } from "./invariants.ts";
import { jsonText } from "./json-text.ts";
import { evenGraphics, oneFont } from "./measure.ts";
import { createMemoryBuckets, type MemoryBuckets } from "./memory-buckets.ts";
import { createMemoryRowStore } from "./memory-row-store.ts";

const START_MS = Date.parse("2026-03-15T12:00:00Z");
const MONTH = "2026-03";
/** A synchronous execution, less the time for its answer. */
const SYNC_MS = 27_000;
/** Longer than a lease, and than a request may wait to be delivered. */
const ROUND_MS = 125_000;

/** Clocks, timers and chance are the test's, as long as the tests of its file run. */
export function holdTime(): void {
	let time: { readonly free: () => void } | undefined;
	beforeAll(() => {
		time = takeTime();
	});
	afterAll(() => time?.free());
}

function takeTime(): { readonly free: () => void } {
	vi.useFakeTimers({
		now: START_MS,
		toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
	});
	const { random } = Math;
	Math.random = () => 0.5;
	// The real one answers from a thread, whenever that is.
	const digest = async (_: unknown, data: Uint8Array) =>
		new Uint8Array(createHash("sha256").update(data).digest()).buffer;
	Object.defineProperty(crypto.subtle, "digest", { value: digest, configurable: true });
	return {
		free: () => {
			Reflect.deleteProperty(crypto.subtle, "digest");
			Math.random = random;
			vi.useRealTimers();
		},
	};
}

/** Waits for the work, and moves the clock on to each timer that it waits for. */
export async function until<Result>(work: Promise<Result>): Promise<Result> {
	let isDone = false;
	const done = () => {
		isDone = true;
	};
	work.then(done, done);
	for (;;) {
		await turn();
		if (isDone) return work;
		if (vi.getTimerCount() === 0) throw new Error("It waits for what never comes.");
		vi.advanceTimersToNextTimer();
	}
}

export type WorldOptions = FaultsOptions & {
	readonly limits?: Limits;
	/** What the next video takes. */
	readonly renderSeconds?: () => number;
	/** CPU of each of those seconds. */
	readonly cpuMsPerSecond?: number;
	/** CPU of one plan. */
	readonly planCpuMs?: number;
	readonly timeoutMs?: number;
	/** What a synchronous execution leaves for a render: what does not fit is queued. */
	readonly syncMs?: number;
	/** Events of created rows that get lost. Default: none. */
	readonly losesEvents?: boolean;
	/** Throws where drawing fails. */
	readonly draw?: () => void;
};

/** A short video of little work. */
export const CHAT = {
	...{ sound: false, video: { width: 240, height: 240, fps: 24 } },
	messages: [{ sender: "you", text: "Hi" }],
};

const MAYA: Caller = { kind: "user", userId: "maya" };
const SERVICE: Caller = { kind: "service" };

/** What a client was told; null where its call was never answered. */
export type Told = { readonly status: number; readonly body: JsonObject } | null;

export type Worker = ReturnType<typeof createWorker>;
export type World = ReturnType<typeof createWorld>;

export function createWorld(options: WorldOptions = {}) {
	const faults = createFaults(options);
	const memory = createMemoryRowStore();
	const files = new Map<string, ListedFile>();
	const pictures = createMemoryBuckets();
	const inputs = new Map<string, ListedFile & { readonly text: string }>();
	const moves: Move[] = [];
	const seen = new Map<string, Status>();
	const underWay = new Set<Promise<unknown>>();
	const asked: {
		readonly name: string;
		readonly ask: (worker: Worker) => Promise<Answer>;
		readonly told: Told[];
	}[] = [];

	/** The tables as everybody sees them: a request that is made is an event. */
	const store = watched(memory, moves, seen, (requestId) => {
		if (options.losesEvents !== true) spawn((worker) => worker.renderCreated(requestId));
	});
	const addFile = (id: string, name: string) => {
		files.set(id, { id, name, createdAtMs: Date.now() });
	};
	const parts: WorkerParts = {
		options,
		faults,
		store,
		files,
		pictures,
		inputs,
		start: (work) => spawn(work),
	};

	/** A container: a new one where the last has died. */
	const createPlace = () => {
		let current: Worker | undefined;
		return () => {
			if (current === undefined || current.process.isDead()) current = createWorker(parts);
			return current;
		};
	};
	const worker = createPlace();
	const spawn = (work: (worker: Worker) => Promise<unknown>) => {
		const running: Promise<unknown> = work(worker())
			.catch(() => {})
			.finally(() => underWay.delete(running));
		underWay.add(running);
	};
	const settled = async () => {
		while (underWay.size > 0) await Promise.all(underWay);
	};
	const answer = async (by: Worker, ask: (by: Worker) => Promise<Answer>): Promise<Told> => {
		const told = await ask(by).catch((thrown) => {
			const { status, code, message, details } = toChatreelError(thrown);
			return { status, body: { code, message, ...details } };
		});
		return by.process.isDead() ? null : told;
	};
	const ask = async (name: string, work: (by: Worker) => Promise<Answer>, by: Worker = worker()) => {
		const told: Told[] = [];
		asked.push({ name, ask: work, told });
		told.push(await answer(by, work));
		return told[0] ?? null;
	};
	const sweepOnce = (rules?: Partial<SweepRules>) => createWorker(parts).sweep(rules);
	const pass = (ms: number) => sleep(ms);

	return {
		store,
		pictures,
		inputs,
		/** What a late worker writes over a job's row: no move of the job. */
		writeOver: async (id: string, status: Status) => {
			await memory.update("jobs", id, { status });
			seen.set(id, status);
		},
		faults,
		settled,
		pass,
		spawn,
		sweep: sweepOnce,
		newWorker: () => createWorker(parts),
		/** Two containers, each replaced when it has died. */
		createWorkers: () => ({ here: worker, there: createPlace() }),
		post: (body: JsonObject, by?: Worker) =>
			ask("post", (worker) => worker.post(JSON.stringify(body), MAYA), by),
		cancel: (jobId: string, by?: Worker) => ask("cancel", (worker) => worker.cancel(jobId, MAYA), by),
		quote: (body: JsonObject) => ask("quote", (worker) => worker.quote(JSON.stringify(body), MAYA)),
		postBatch: (body: JsonObject) => ask("batch", (worker) => worker.postBatch(JSON.stringify(body), MAYA)),
		cancelBatch: (batchId: string) => ask("cancel batch", (worker) => worker.cancelBatch(batchId, MAYA)),
		run: (jobId: string, by: Worker = worker()) => answer(by, (each) => each.run(jobId, SERVICE)),
		/** A client's row, and the event of it. */
		createRequest: async (id: string, conversation: JsonObject, more: JsonObject = {}) => {
			const values = { conversation: JSON.stringify(conversation), options: JSON.stringify(more) };
			await store.create("requests", [{ id, permissions: ['read("user:maya")'], ...values }]);
		},
		/** The same event once more, as a platform may send it. */
		deliverAgain: (id: string, by: Worker = worker()) => by.renderCreated(id),
		/** What holds at any moment, while work is under way too. */
		expectLedger: () => expectLedger(store, options.limits),
		/**
		 * What follows when nothing fails any more: work that is under way comes to its end, clients that ask again are answered, and
		 * sweeps go over what is left, until there is nothing to do.
		 */
		recover: async () => {
			faults.set([]);
			await settled();
			for (const { ask: again, told } of asked) {
				told.push(await answer(worker(), again));
				await settled();
			}
			for (let round = 0; round < 8; round++) {
				await pass(ROUND_MS);
				const { ran, failures, started, undelivered } = await sweepOnce();
				if (failures.length > 0) throw new AggregateError(failures.map(({ error }) => error));
				await settled();
				const open = await store.count("jobs", { status: ["queued", "rendering", "uploading"] });
				if (ran && open + started.length + undelivered.length === 0) break;
			}
			await correctLateHolds(store);
			await expectLedger(store, options.limits);
			await expectRowInvariants(store, moves);
			await expectQuiet(store, [...files.keys()]);
			for (const { name, told } of asked) expectToldAlike(name, told);
			const release = await worker().takeSlot();
			if (release === null) throw new Error("A slot was not given back.");
			release();
		},
		/** A job of another user that has ended, which nothing of all this may change. */
		addBystander: async () => {
			const values = { userId: "zoe", status: "completed", stage: "completed" } as const;
			const spent = { reservedMs: 500, chargedMs: 500, month: MONTH };
			const counters = { committedMs: 500, spentMs: 500, jobsCount: 1, seq: 2 };
			const userRow = { id: await userMonthId(MONTH, "zoe"), month: MONTH, userId: "zoe" };
			const files = { fileId: "zoes-video", posterFileId: "zoes-poster", bucketId: "videos" };
			await memory.create("jobs", [{ id: "zoes", ...values, ...files }]);
			await memory.create("jobEnds", [{ id: "zoes", status: "completed" }]);
			await memory.create("attempts", [{ id: "zoes.1", userId: "zoe", state: "settled", ...spent }]);
			await memory.create("months", [{ id: MONTH, ...counters }]);
			await memory.create("userMonths", [{ ...userRow, ...counters }]);
			for (const id of [files.fileId, files.posterFileId]) addFile(id, "zoes.mp4");
			const read = async () => [
				await memory.find("jobs", "zoes"),
				await memory.find("jobEnds", "zoes"),
				await memory.find("attempts", "zoes.1"),
				await memory.find("userMonths", userRow.id),
			];
			const before = await read();
			return { expectUntouched: async () => expect(await read()).toEqual(before) };
		},
		/** A job with all that its client sees of it. */
		job: async (id: string) => {
			const job = await store.find("jobs", id);
			if (job === null) throw new Error(`There is no job ${id}`);
			return job;
		},
		attempts: (jobId: string) => listJobAttempts(store, jobId),
	};
}

/** A result once given stays. */
function expectToldAlike(name: string, told: readonly Told[]): void {
	const results = told.flatMap((each) => (each?.body["success"] === true ? [JSON.stringify(each.body)] : []));
	const [first = null] = told;
	if (new Set(results).size > 1) throw new Error(`${name} was told two results: ${results.join(" ")}`);
	if (first?.body["success"] === true && results.length < told.length)
		throw new Error(`${name} was told a result, and then: ${JSON.stringify(told.at(-1))}`);
}

/**
 * What an EXTEND has taken that came after the sweep had settled its attempt, of a worker that died before it could give that back, is
 * no row's. Reconciling finds just that.
 */
async function correctLateHolds(store: RowStore): Promise<void> {
	const settlements = new Map((await store.list("settlements", { limit: 1000 })).map((row) => [row.id, row]));
	const late = (await store.list("attempts", { limit: 1000 })).map(({ id, reservedMs, chargedMs }) => {
		const settlement = settlements.get(id);
		if (settlement?.by !== "sweeper" || settlements.has(lateGuardId(id))) return 0;
		return reservedMs - ((chargedMs ?? 0) - (settlement.deltaMs ?? 0));
	});
	const lateMs = late.reduce((sum, ms) => sum + ms, 0);
	if (lateMs === 0) return;
	const { corrections } = await reconcile(store, MONTH);
	expect(corrections.map(({ committedMs, spentMs }) => [committedMs, spentMs])).toEqual([
		[lateMs, 0],
		[lateMs, 0],
	]);
}

type WorkerParts = {
	readonly options: WorldOptions;
	readonly faults: Faults;
	readonly store: RowStore;
	readonly files: Map<string, ListedFile>;
	readonly pictures: MemoryBuckets;
	readonly inputs: Map<string, ListedFile & { readonly text: string }>;
	readonly start: (work: (worker: Worker) => Promise<unknown>) => void;
};

/** Of a deployment that has rendered nothing yet. */
const CALIBRATION = calibrate("plain", []);

/** The plan of the one chat of all these tests is made once: it is most of the work. */
const planned = new WeakMap<object, unknown>();

function finishOnce<Result>(steps: Steps<Result>): Result {
	const kind = Object.getPrototypeOf(steps);
	if (!planned.has(kind)) planned.set(kind, finishSteps(steps));
	return planned.get(kind) as Result;
}

let executions = 0;

/** A container of the render function: what its executions share, and its CPU. It may die. */
function createWorker({ options, faults, store: shared, files, pictures, inputs, start }: WorkerParts) {
	const { limits = { monthMs: 1e9, userMs: 1e9 }, planCpuMs = 0, timeoutMs = 900_000 } = options;
	const { renderSeconds = () => 2, syncMs = SYNC_MS, cpuMsPerSecond = 50, draw = () => {} } = options;
	const process = faults.createProcess();
	const store = process.wrap(shared);
	let cpuMs = 0;
	const shares = createCpuShares(() => cpuMs);
	const slots = createSlots(1);
	const turns = createTurns({ concurrency: 3, maxWaitingPerOwner: 32, maxWaiting: 128, maxWaitMs: 10_000 });
	const workMs = timeoutMs - 30_000;
	const upload = (id: string, name: string) =>
		process.call(`upload ${name}`, async () => {
			files.set(id, { id, name, createdAtMs: Date.now() });
		});
	const removeFile = (id: string) =>
		process.call("remove file", async () => {
			files.delete(id);
		});

	const inputFiles: Context["inputs"] = {
		store: (file) =>
			process.call("store input", async () => {
				inputs.set(file.id, { ...file, createdAtMs: Date.now() });
			}),
		read: (id) => process.call("read input", async () => inputs.get(id)?.text ?? null),
		remove: (id) =>
			process.call("remove input", async () => {
				inputs.delete(id);
			}),
	};

	const encode: Engine["run"] = async ({ film }, _draw, { signal, onProgress = () => {} }) => {
		const seconds = renderSeconds();
		for (let second = 1; second <= seconds; second++) {
			await sleep(1000, signal);
			process.requireLife();
			cpuMs += cpuMsPerSecond;
			onProgress(Math.floor((film.frameCount * second) / seconds));
		}
		draw();
		const counts = {
			frames: film.frameCount,
			pictures: 1,
			repeats: 0,
			keys: 0,
			scrolls: 0,
			bands: 0,
			rowsDrawn: 0,
			bytesToX264: 0,
		};
		return {
			file: "video.mp4",
			bytes: 1234,
			counts,
			childCpuMs: 0,
			engine: "plain",
			stages: {},
			warnings: [],
		};
	};
	// Steps are run once for all workers, so what they cost is noted apart.
	const costly = new WeakSet<object>();
	const planAtCost: Engine["plan"] = (film, settings) => {
		const steps = planPlain(film, settings);
		costly.add(steps);
		return steps;
	};
	const machine: Machine = {
		graphics: {
			...evenGraphics,
			decodeImage: async (_, { widthPx: width, heightPx: height }) => ({ width, height }),
		},
		fonts: oneFont,
		engines: {
			fast: { name: "fast", plan: nothing, run: nothing },
			plain: { name: "plain", plan: planAtCost, run: encode },
		},
		encodePng: async () => new Uint8Array(3),
		files: {
			write: async (_, name) => name,
			withTempDir: (work) => work("temp"),
			openOutput: nothing,
		},
		cpuMs: () => cpuMs,
	};
	const video: Context["video"] = {
		machine,
		engine: "plain",
		findCalibration: async () => CALIBRATION,
		requirePreflight: async () => process.requireLife(),
		childCpuMs: () => null,
	};
	const storage: Context["files"] = {
		deliverAs:
			({ jobId, fileId, posterFileId }) =>
			async () => {
				await upload(fileId, `${jobId}.mp4`);
				await upload(posterFileId, `${jobId}.poster.png`);
				return { bucketId: "videos", fileId, posterFileId };
			},
		discard: async ({ fileId, posterFileId }) => {
			for (const id of [fileId, posterFileId]) if (id !== null) await removeFile(id).catch(() => {});
		},
	};
	const ofProcess: Context["process"] = {
		slots,
		slices:
			({ alone, check }) =>
			async (steps) => {
				check();
				return alone(() => {
					if (costly.has(steps)) cpuMs += planCpuMs;
					return finishOnce(steps);
				});
			},
		turns: { short: turns, long: turns },
		nextQueued: createQueue(store, {}),
		warmUp: async () => {},
		beginCpuShare: shares.begin,
		// No clock takes its turns.
		yieldToEventLoop: async () => {},
	};
	const announce: Context["webhooks"]["announce"] = async (endId, target, payload) => {
		const id = await toDeliveryId("batch", endId);
		const values = createDelivery({ target, event: "batch.ended", payload }, {}, Date.now());
		await store.create("deliveries", [{ id, ...values }]);
	};

	/** One execution of the function. */
	const execute = async <Result>(work: (context: Context) => Promise<Result>) => {
		const deadline = createDeadline(workMs);
		const context: Context = {
			store,
			limits,
			nowMs: () => Date.now(),
			execution: { id: `execution${++executions}`, startedMs: Date.now(), deadline, log: () => {} },
			bounds: { timeoutMs, workMs, syncMs, slotWaitMs: 20_000, fileBytes: 30_000_000, maxMessages: 50 },
			video,
			files: storage,
			process: ofProcess,
			pictures: pictures.files,
			inputs: inputFiles,
			webhooks: { problem: () => null, announce, settled: async () => {} },
		};
		try {
			return await work(context);
		} finally {
			deadline.clear();
		}
	};
	const thenProcessQueue = (work: (context: Context) => Promise<Answer>) =>
		execute(async (context) => {
			try {
				return await work(context);
			} finally {
				await processQueue(context).catch(() => {});
			}
		});

	return {
		process,
		post: (body: string, caller: Caller) => execute((context) => postJob(jsonText(body), caller, context)),
		cancel: (jobId: string, caller: Caller) => execute((context) => deleteJob(jobId, caller, context)),
		run: (jobId: string, _: Caller) => thenProcessQueue((context) => runJob(jobId, context)),
		processQueue: () => execute(processQueue),
		renderCreated: async (requestId: string) => {
			const row = await shared.find("requests", requestId);
			if (row === null) throw new Error("There is no such row.");
			return thenProcessQueue((context) => runRow(row, readOwner(row), context));
		},
		quote: (body: string, caller: Caller) => execute((context) => postQuote(jsonText(body), caller, context)),
		postBatch: (body: string, caller: Caller) => execute((context) => acceptBatch(body, caller, context)),
		cancelBatch: (batchId: string, caller: Caller) =>
			execute((context) => cancelBatch(batchId, caller, context)),
		/** As health-cron does it: with a process of its own. */
		sweep: async (rules: Partial<SweepRules> = {}): Promise<Sweep> => {
			const listOf = (kept: ReadonlyMap<string, ListedFile>): FileList["listFiles"] => {
				return async ({ fromMs, beforeMs, limit }) =>
					[...kept.values()]
						.filter(({ createdAtMs }) => createdAtMs >= fromMs && createdAtMs < beforeMs)
						.slice(0, limit);
			};
			const ofInputs = { listFiles: listOf(inputs), removeFile: inputFiles.remove };
			const startRun = (jobId: string) =>
				process.call("start run", async () => start((worker) => worker.run(jobId, SERVICE)));
			const nowMs = () => Date.now();
			const swept = await sweep(
				{ store, listFiles: listOf(files), removeFile, inputs: ofInputs, startRun, nowMs },
				`sweep${++executions}`,
				rules,
			);
			await closeEndedBatches({ store, announce, nowMs });
			return swept;
		},
		takeSlot: () => slots.take(0, "nobody"),
	};
}

function nothing(): never {
	throw new Error("Nothing is drawn here.");
}

/** A store that notes how jobs move, and tells of new requests. */
function watched(
	store: RowStore,
	moves: Move[],
	seen: Map<string, Status>,
	onRequest: (id: string) => void,
): RowStore {
	const look = async () => {
		for (const { id, status } of await store.list("jobs", { limit: 1000, fields: ["status"] })) {
			const from = seen.get(id);
			if (from !== undefined && from !== status) moves.push({ id, from, to: status });
			seen.set(id, status);
		}
	};
	return {
		...store,
		create: async (table, rows) => {
			const isMade = await store.create(table, rows);
			if (table === "requests" && isMade) for (const { id } of rows) onRequest(id);
			if (table === "jobs") await look();
			return isMade;
		},
		update: async (table, id, values) => {
			const { status } = values as { readonly status?: Status };
			// What a late worker tells is no move of the job: it is written over somebody's word, and swept.
			if (
				status !== undefined &&
				IN_PROGRESS.includes(status) &&
				!(await hasLiveAttempt(store, id, Date.now()))
			)
				seen.set(id, status);
			await store.update(table, id, values);
			if (table === "jobs") await look();
		},
		transact: async (operations) => {
			await store.transact(operations);
			await look();
		},
	};
}

export type Scenario = {
	readonly options?: () => WorldOptions;
	/** What was before, without any fault. */
	readonly before?: (world: World) => Promise<unknown>;
	/** What goes wrong at each of its calls in turn. */
	readonly play: (world: World) => Promise<unknown>;
	/** What is to come of it in the end; `fault` null: nothing went wrong. */
	readonly expectEnd: (world: World, fault: Fault | null) => Promise<unknown>;
};

/** Plays a scenario without a fault, and then with each fault at each of its calls. Gives how often it was played. */
export async function playWithEachFault({ options = () => ({}), ...scenario }: Scenario): Promise<number> {
	const playWith = async (fault: Fault | null) => {
		const world = createWorld(options());
		const others = await world.addBystander();
		await scenario.before?.(world);
		world.faults.set(fault === null ? [] : [fault]);
		await scenario.play(world).catch(() => {});
		await world.settled();
		const calls = world.faults.calls();
		await world.expectLedger();
		await world.recover();
		await scenario.expectEnd(world, fault);
		await others.expectUntouched();
		return calls;
	};
	const calls = await until(playWith(null));
	let count = 1;
	for (const [index, name] of calls.entries()) {
		for (const way of faultsOf(name)) {
			const fault = { call: index + 1, ...way };
			const words = `call ${fault.call} of ${calls.length} (${name}): ${way.how} ${way.when} it`;
			await until(playWith(fault)).catch((cause) => {
				throw new Error(`${words}. ${cause.message}`, { cause });
			});
			count += 1;
		}
	}
	return count;
}
