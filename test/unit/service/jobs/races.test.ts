// Races that a test brings about by holding one call up until another's is made.

import { describe, expect, test } from "vitest";
import { ChatreelError } from "../../../../shared/core/errors.ts";
import { failIfPermanent } from "../../../../shared/service/attempt/run-when-slot-free.ts";
import { acceptJob } from "../../../../shared/service/jobs/accept-job.ts";
import { listJobAttempts, settleLostAttempt } from "../../../../shared/service/jobs/attempts.ts";
import { cancelJob } from "../../../../shared/service/jobs/cancel.ts";
import { claimAttempt } from "../../../../shared/service/jobs/claim-attempt.ts";
import { endJob } from "../../../../shared/service/jobs/end-job.ts";
import { jobCancelled } from "../../../../shared/service/jobs/job-errors.ts";
import { requeueJob } from "../../../../shared/service/jobs/requeue-job.ts";
import type { Operation, RowStore } from "../../../../shared/service/row-store.ts";
import { createMemoryRowStore } from "../../../helpers/memory-row-store.ts";

/** A job that is accepted, and whom nobody runs. */
async function accepted(store: RowStore, jobId: string) {
	const data = { request: "{}", requestHash: "none", engineVersion: "none", requestId: null };
	return acceptJob(store, { jobId, userId: "maya", ...data, target: "bucket" });
}

const options = (executionId: string) => ({
	...{ executionId, limits: { monthMs: 1e9, userMs: 1e9 }, reservedMs: 100, costUnits: {} },
	...{ timeoutMs: 60_000, nowMs: () => Date.now() },
});
const changes = { error: null };
const wish = { executionId: "owner", error: jobCancelled(), nowMs: () => Date.now() };

describe("a worker whose attempt the sweep has settled", () => {
	test("can neither end its job nor queue it again, and its charge is corrected, once", async () => {
		const store = createMemoryRowStore();
		const job = await accepted(store, "revoked");
		const claim = await claimAttempt(store, job, options("late"));
		if (claim.kind !== "claimed") throw new Error("Nobody else wants it");
		const row = await store.find("attempts", "revoked.1");
		if (row === null) throw new Error("The claim is a row");
		await settleLostAttempt(store, row);
		const { reservation } = claim;
		const attempt = { reservation, chargedMs: 40 };
		const end = {
			status: "completed" as const,
			executionId: "late",
			changes,
			attempt,
			month: reservation.month,
		};
		expect(await endJob(store, job, end)).toBe(null);
		expect(await requeueJob(store, "revoked", { ...attempt, by: "worker" })).toBe(false);
		expect(await store.find("jobs", "revoked")).toMatchObject({ status: "rendering", attempt: 1 });
		expect(await listJobAttempts(store, "revoked")).toMatchObject([{ state: "settled", chargedMs: 40 }]);
		await cancelJob(store, job, wish);
		expect(await endJob(store, job, end)).toEqual({ status: "cancelled", isByThisExecution: false });
	});
});

describe("two workers", () => {
	test("of whom one claims a job just before its owner's cancel is written leave it cancelled, at no cost", async () => {
		const store = createMemoryRowStore();
		const job = await accepted(store, "crossed");
		const cancel = () => cancelJob(store, job, wish);
		const crossed = {
			...store,
			transact: async (operations: readonly Operation[]) => {
				await cancel();
				await store.transact(operations);
			},
		};
		expect((await claimAttempt(crossed, job, options("worker"))).kind).toBe("ended");
		expect(await store.find("jobs", "crossed")).toMatchObject({ status: "cancelled", stage: "cancelled" });
		expect(await listJobAttempts(store, "crossed")).toMatchObject([{ state: "released", chargedMs: 0 }]);
	});

	test("of whom one queues a job again just as its owner's cancel is written leave it cancelled", async () => {
		const store = createMemoryRowStore();
		const job = await accepted(store, "regretted");
		const [looked, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		const slowCancel = {
			...store,
			transact: async (operations: readonly Operation[]) => {
				looked.resolve();
				await mayEnd.promise;
				await store.transact(operations);
			},
		};
		let cancelled: Promise<void> | null = null;
		const crossedClaim = {
			...store,
			transact: async (operations: readonly Operation[]) => {
				cancelled = cancelJob(slowCancel, job, wish);
				await looked.promise;
				await store.transact(operations);
			},
		};
		const claim = await claimAttempt(crossedClaim, job, options("worker"));
		if (claim.kind !== "claimed") throw new Error("Nobody else wants it");
		const crossedRequeue = {
			...store,
			transact: async (operations: readonly Operation[]) => {
				mayEnd.resolve();
				await cancelled;
				await store.transact(operations);
			},
		};
		const givenUp = { reservation: claim.reservation, chargedMs: 3, by: "worker" as const };
		const isQueued = await requeueJob(crossedRequeue, job.id, givenUp);
		expect(isQueued).toBe(false);
		expect(await store.find("jobs", "regretted")).toMatchObject({ status: "cancelled" });
	});

	test("of whom one could not plan the job that the other renders leave it to the other", async () => {
		const store = createMemoryRowStore();
		const job = await accepted(store, "doubted");
		const claim = await claimAttempt(store, job, options("worker"));
		const refused = new ChatreelError("INVALID_INPUT", "Too dear by now.");
		const context = { store, nowMs: () => Date.now(), execution: { id: "second" } };
		expect(await failIfPermanent(job, refused, context)).toBe(false);
		expect(await store.find("jobs", "doubted")).toMatchObject({ status: "rendering", attempt: 1 });
		if (claim.kind !== "claimed") throw new Error("Nobody else wants it");
		const attempt = { reservation: claim.reservation, chargedMs: 7 };
		const { month } = claim.reservation;
		await endJob(store, job, { status: "failed", executionId: "worker", changes, attempt, month });
		await expect(failIfPermanent(job, refused, context)).resolves.toBe(true);
	});
});

describe("a worker that is lost, and wakes", () => {
	test("to end its job while another claims it leaves it ended: no claim is made of it", async () => {
		const store = createMemoryRowStore();
		const job = await accepted(store, "woken");
		const claim = await claimAttempt(store, job, options("woken"));
		if (claim.kind !== "claimed") throw new Error("Nobody else wants it");
		await store.update("attempts", "woken.1", { leaseUntilMs: 0 });
		const attempt = { reservation: claim.reservation, chargedMs: 40 };
		const { month } = claim.reservation;
		const moves: unknown[] = [];
		const other: RowStore = {
			...store,
			find: (async (table, id, fields) => {
				const row = await store.find(table, id, fields);
				// Between its look at the guard and its own settlement of the lost attempt.
				if (table === "settlements" && (await store.count("jobEnds", {})) === 0) {
					const end = { status: "completed" as const, executionId: "woken", changes, attempt, month };
					await endJob(store, job, end);
				}
				return row;
			}) as RowStore["find"],
			transact: async (operations) => {
				moves.push(...operations.filter(({ table }) => table === "jobs"));
				await store.transact(operations);
			},
		};
		expect(await claimAttempt(other, job, options("other"))).toEqual({ kind: "ended" });
		expect(moves).toEqual([]);
		expect(await listJobAttempts(store, "woken")).toMatchObject([{ state: "settled", chargedMs: 40 }]);
	});
});
