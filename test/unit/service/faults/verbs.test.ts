// Each step of the protocol by itself, with each fault at each of its calls. It is asked for again, as its caller does whose answer
// was lost, or another after one that died; then the rows say what they say where nothing fails.

import { describe, expect, test } from "vitest";
import { ChatreelError } from "../../../../shared/core/errors.ts";
import { acceptJob } from "../../../../shared/service/jobs/accept-job.ts";
import { settleLostAttempt } from "../../../../shared/service/jobs/attempts.ts";
import { cancelJob } from "../../../../shared/service/jobs/cancel.ts";
import { claimAttempt } from "../../../../shared/service/jobs/claim-attempt.ts";
import { endJob } from "../../../../shared/service/jobs/end-job.ts";
import { jobCancelled } from "../../../../shared/service/jobs/job-errors.ts";
import { requeueJob } from "../../../../shared/service/jobs/requeue-job.ts";
import { chargePlan } from "../../../../shared/service/quota/charge-plan.ts";
import { extend, reserve, settle } from "../../../../shared/service/quota/ledger.ts";
import { reconcile } from "../../../../shared/service/quota/reconcile.ts";
import { recordSpent } from "../../../../shared/service/quota/record.ts";
import type { RowStore } from "../../../../shared/service/row-store.ts";
import { createFaults, type Fault, faultsOf } from "../../../helpers/faulty-store.ts";
import { expectLedger } from "../../../helpers/invariants.ts";
import { createMemoryRowStore } from "../../../helpers/memory-row-store.ts";
import { holdTime, until } from "../../../helpers/service-world.ts";

holdTime();

const nowMs = () => Date.now();
const MONTH = "2026-03";
const LIMITS = { monthMs: 1000, userMs: 1000 };
const far = Date.parse("2026-03-16T00:00:00Z");
const RESERVATION = { attemptId: "job.1", month: MONTH, userId: "maya", reservedMs: 300 };
const JOB = {
	id: "job",
	userId: "maya",
	status: "queued",
	cancelRequested: false,
	target: "bucket",
} as const;

const accept = (store: RowStore) =>
	acceptJob(store, {
		...{ jobId: "job", userId: "maya", target: "bucket", webhook: "https://example.com/" },
		...{ request: "{}", requestHash: "hash", engineVersion: "none", requestId: null },
	});
const claim = (store: RowStore, executionId = "worker") =>
	claimAttempt(store, JOB, {
		...{ executionId, limits: LIMITS, reservedMs: 300, costUnits: {} },
		...{ timeoutMs: 60_000, nowMs },
	});
const take = (store: RowStore) =>
	reserve(store, {
		...{ ...RESERVATION, executionId: "worker", limits: LIMITS, costUnits: {} },
		...{ leaseUntilMs: far, expiresAtMs: far, heartbeatAtMs: far },
	});
const hold = (store: RowStore) => extend(store, RESERVATION, { n: 1, moreMs: 200, limits: LIMITS });
const end = (store: RowStore, chargedMs = 250) =>
	endJob(store, JOB, {
		...{ status: "completed", executionId: "worker", month: MONTH },
		...{ changes: { bytes: 1234 }, attempt: { reservation: RESERVATION, chargedMs } },
	});
const endUntried = (store: RowStore) =>
	endJob(store, JOB, {
		...{ status: "failed", executionId: "worker", month: MONTH, attempt: null },
		changes: { error: new ChatreelError("INVALID_INPUT", "No.") },
	});
const giveUp = (store: RowStore, by: "worker" | "sweeper" = "worker") =>
	requeueJob(store, "job", { reservation: RESERVATION, chargedMs: 120, by });
const sweepLost = async (store: RowStore) => {
	const row = await store.find("attempts", "job.1");
	if (row !== null) await settleLostAttempt(store, row);
};
const loseLease = (store: RowStore) => store.update("attempts", "job.1", { leaseUntilMs: 0 });
const cancel = (store: RowStore) =>
	cancelJob(store, JOB, { executionId: "client", error: jobCancelled(), nowMs });

type Step = (store: RowStore) => Promise<unknown>;
type Verb = {
	readonly before?: readonly Step[];
	readonly verb: Step;
	/** What the month's counters say in the end, in CPU ms. */
	readonly committedMs: number;
	readonly spentMs: number;
	readonly status?: string;
};

const VERBS: Readonly<Record<string, Verb>> = {
	accept: { verb: accept, committedMs: 0, spentMs: 0, status: "queued" },
	claim: { before: [accept], verb: claim, committedMs: 300, spentMs: 0, status: "rendering" },
	"claim after a lost attempt": {
		before: [accept, claim, loseLease],
		verb: (store) => claim(store, "another"),
		...{ committedMs: 600, spentMs: 300, status: "rendering" },
	},
	reserve: { verb: take, committedMs: 300, spentMs: 0 },
	extend: { before: [take], verb: hold, committedMs: 500, spentMs: 0 },
	settle: {
		before: [take, hold],
		verb: (store) => settle(store, RESERVATION, 250, "worker"),
		...{ committedMs: 250, spentMs: 250 },
	},
	"settle nothing": {
		before: [take],
		verb: (store) => settle(store, RESERVATION, 0, "worker"),
		...{ committedMs: 0, spentMs: 0 },
	},
	"settle what was lost": { before: [take], verb: sweepLost, committedMs: 300, spentMs: 300 },
	"settle late": {
		before: [take, sweepLost],
		verb: (store) => settle(store, RESERVATION, 450, "worker"),
		...{ committedMs: 450, spentMs: 450 },
	},
	end: { before: [accept, claim, hold], verb: end, committedMs: 250, spentMs: 250, status: "completed" },
	"end before any attempt": {
		before: [accept],
		verb: endUntried,
		...{ committedMs: 0, spentMs: 0, status: "failed" },
	},
	"end what the sweep has taken": {
		before: [accept, claim, (store) => giveUp(store, "sweeper")],
		verb: end,
		...{ committedMs: 250, spentMs: 250, status: "queued" },
	},
	"end what is cancelled": {
		before: [accept, claim, (store) => settle(store, RESERVATION, 100, "sweeper"), cancel],
		verb: end,
		...{ committedMs: 250, spentMs: 250, status: "cancelled" },
	},
	requeue: { before: [accept, claim], verb: giveUp, committedMs: 120, spentMs: 120, status: "queued" },
	"requeue what was lost": {
		before: [accept, claim],
		verb: (store) => giveUp(store, "sweeper"),
		...{ committedMs: 120, spentMs: 120, status: "queued" },
	},
	"requeue what has ended": {
		before: [accept, claim, (store) => settle(store, RESERVATION, 100, "sweeper"), cancel],
		verb: giveUp,
		...{ committedMs: 120, spentMs: 120, status: "cancelled" },
	},
	cancel: { before: [accept], verb: cancel, committedMs: 0, spentMs: 0, status: "cancelled" },
	"cancel what was lost": {
		before: [accept, claim, loseLease],
		verb: cancel,
		...{ committedMs: 300, spentMs: 300, status: "cancelled" },
	},
	"cancel what is being made": {
		before: [accept, claim],
		verb: cancel,
		...{ committedMs: 300, spentMs: 0, status: "rendering" },
	},
	"charge a plan": {
		verb: (store) => chargePlan(store, { planId: "execution", userId: "maya", month: MONTH, ms: 90 }),
		...{ committedMs: 90, spentMs: 90 },
	},
	"record what was spent elsewhere": {
		verb: (store) => recordSpent(store, { jobId: "elsewhere", ms: 90, month: MONTH }),
		...{ committedMs: 90, spentMs: 90 },
	},
	reconcile: {
		before: [
			take,
			(store) =>
				store.transact([
					{ action: "increment", table: "months", id: MONTH, field: "committedMs", value: 77 },
				]),
		],
		verb: (store) => reconcile(store, MONTH),
		...{ committedMs: 300, spentMs: 0 },
	},
};

/** Plays it once; gives the names of its calls. */
async function play({ before = [], verb, ...expected }: Verb, name: string, fault: Fault | null) {
	const plain = createMemoryRowStore();
	for (const step of before) await step(plain);
	const faults = createFaults();
	faults.set(fault === null ? [] : [fault]);
	const told = await verb(faults.createProcess().wrap(plain)).catch(() => "failed");
	if (fault === null) expect(told).not.toBe("failed");
	const calls = faults.calls();
	// A correction is the only step that is made because the sum is wrong.
	if (name !== "reconcile") await expectSum(plain, name);
	await verb(plain);
	await expectSum(plain, name);
	const { committedMs, spentMs, status } = expected;
	expect(await plain.find("months", MONTH, ["committedMs", "spentMs"])).toEqual(
		name === "accept" ? null : { id: MONTH, committedMs, spentMs },
	);
	if (status !== undefined) expect((await plain.find("jobs", "job"))?.status).toBe(status);
	const ended = ["completed", "failed", "cancelled"].includes(status ?? "");
	expect(await plain.count("jobEnds", {}), "ends").toBe(ended ? 1 : 0);
	expect(await plain.count("deliveries", {}), "deliveries").toBe(ended ? 1 : 0);
	return calls;
}

/** Of CPU that was spent elsewhere a job is counted that has no row. */
async function expectSum(store: RowStore, name: string) {
	if (name.startsWith("record")) return;
	await expectLedger(store, LIMITS);
}

describe("whatever call fails, asked for again it is done once:", () => {
	test.each(Object.entries(VERBS))("%s", async (name, verb) => {
		const calls = await until(play(verb, name, null));
		expect(calls.length).toBeGreaterThan(0);
		for (const [index, call] of calls.entries()) {
			for (const way of faultsOf(call)) {
				await until(play(verb, name, { call: index + 1, ...way })).catch((cause) => {
					throw new Error(`call ${index + 1} (${call}): ${way.how} ${way.when} it. ${cause.message}`, {
						cause,
					});
				});
			}
		}
	});
});
