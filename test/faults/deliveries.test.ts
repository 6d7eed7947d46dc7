import { ID } from "node-appwrite";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ChatreelError } from "../../shared/core/errors.ts";
import { createAppwriteRowStore } from "../../shared/platform/appwrite/appwrite-row-store.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { failIfPermanent } from "../../shared/service/attempt/run-when-slot-free.ts";
import { acceptJob } from "../../shared/service/jobs/accept-job.ts";
import { settleLostAttempt } from "../../shared/service/jobs/attempts.ts";
import { cancelJob } from "../../shared/service/jobs/cancel.ts";
import { claimAttempt } from "../../shared/service/jobs/claim-attempt.ts";
import { endJob } from "../../shared/service/jobs/end-job.ts";
import { jobCancelled } from "../../shared/service/jobs/job-errors.ts";
import { requeueJob } from "../../shared/service/jobs/requeue-job.ts";
import type { Operation } from "../../shared/service/row-store.ts";
import { TABLES } from "../../shared/service/tables.ts";
import { ask, createRequest, guestOf, jobEnd, signUp, type User } from "../helpers/client-calls.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { asService, type RenderServer, startRenderServer } from "../helpers/render-server.ts";

let server: RenderServer;
let maya: User;
beforeAll(async () => {
	server = await startRenderServer({ variables: { RENDER_SLOTS: "3" } });
	maya = await signUp(server);
});
afterEach(() => expectInvariants(server));
afterAll(() => server.end());

describe("the same document", () => {
	test("delivered 20 times at once is rendered once and charged once", async () => {
		const rowId = ID.unique();
		const end = server.events.subscribe((event) => {
			if (!event.name.endsWith(`.${rowId}.create`) || !event.name.includes("render_requests")) return;
			end();
			for (let n = 2; n <= 20; n++) server.events.emit(event);
		});
		await createRequest(maya.client, rowId);
		expect(await jobEnd(server, rowId)).toMatchObject({ status: "completed", userId: maya.id });
		const path = `/jobs/${rowId}/run`;
		const again = await ask(guestOf(server), { path, headers: asService });
		expect([again.status, again.body.jobId]).toEqual([200, rowId]);
		expect(await server.attemptsOf(rowId)).toHaveLength(1);
	});
});

/** A job that is accepted, and whom nobody runs. */
async function accepted(jobId: string, userId: string | null = null) {
	const data = { request: "{}", requestHash: "none", engineVersion: "none", requestId: null };
	return acceptJob(createAppwriteRowStore(createClient(server), TABLES), {
		jobId,
		userId,
		...data,
		target: "bucket",
	});
}

const options = (executionId: string) => ({
	...{
		executionId,
		limits: { monthMs: 1e9, userMs: 1e9 },
		reservedMs: 100,
		costUnits: {},
		timeoutMs: 60_000,
	},
	nowMs: () => Date.now(),
});
const changes = { error: null };
const wish = { executionId: "owner", error: jobCancelled(), nowMs: () => Date.now() };

describe("a worker whose attempt the sweep has settled", () => {
	test("can neither end its job nor queue it again, and its charge is corrected, once", async () => {
		const store = createAppwriteRowStore(createClient(server), TABLES);
		const job = await accepted("revoked");
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
		expect(await server.attemptsOf("revoked")).toMatchObject([{ state: "settled", chargedMs: 40 }]);
		await cancelJob(store, job, wish);
		expect(await endJob(store, job, end)).toEqual({ status: "cancelled", isByThisExecution: false });
	});
});

describe("two workers", () => {
	test("that race for a job have one winner, 100 times of 100", async () => {
		const workers = ["one", "two"].map((name) => ({
			name,
			store: createAppwriteRowStore(createClient(server), TABLES),
		}));
		const race = async (round: number) => {
			const job = await accepted(`race${round}`);
			const claims = await Promise.all(
				workers.map(({ name, store }) => claimAttempt(store, job, options(name))),
			);
			const claimed = claims.flatMap((claim) => (claim.kind === "claimed" ? [claim] : []));
			for (const { reservation } of claimed) {
				const attempt = { reservation, chargedMs: 7 };
				const end = {
					status: "failed" as const,
					executionId: "one",
					changes,
					attempt,
					month: reservation.month,
				};
				await endJob(createAppwriteRowStore(createClient(server), TABLES), job, end);
			}
			return claimed.length;
		};
		const winners: number[] = [];
		for (let round = 0; round < 100; round += 10) {
			const ten = Array.from({ length: 10 }, (_, index) => race(round + index));
			winners.push(...(await Promise.all(ten)));
		}
		expect(winners).toEqual(winners.map(() => 1));
		expect(winners).toHaveLength(100);
	});

	test("of whom one claims a job just before its owner's cancel is written leave it cancelled, at no cost", async () => {
		const store = createAppwriteRowStore(createClient(server), TABLES);
		const job = await accepted("crossed", maya.id);
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
		expect(await server.attemptsOf("crossed")).toMatchObject([{ state: "released", chargedMs: 0 }]);
	});

	test("of whom one queues a job again just as its owner's cancel is written leave it cancelled", async () => {
		const store = createAppwriteRowStore(createClient(server), TABLES);
		const job = await accepted("regretted", maya.id);
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
		const store = createAppwriteRowStore(createClient(server), TABLES);
		const job = await accepted("doubted");
		const claim = await claimAttempt(store, job, options("worker"));
		const kick = { path: "/jobs/doubted/run", headers: asService };
		const kicked = await ask(guestOf(server), kick);
		expect([kicked.status, kicked.body.status]).toEqual([202, "rendering"]);
		const refused = new ChatreelError("INVALID_INPUT", "Too dear by now.");
		const second = { store, nowMs: () => Date.now(), execution: { id: "second" } };
		expect(await failIfPermanent(job, refused, second)).toBe(false);
		expect(await store.find("jobs", "doubted")).toMatchObject({ status: "rendering", attempt: 1 });
		if (claim.kind !== "claimed") throw new Error("Nobody else wants it");
		const attempt = { reservation: claim.reservation, chargedMs: 7 };
		const { month } = claim.reservation;
		await endJob(store, job, { status: "failed", executionId: "worker", changes, attempt, month });
		await expect(failIfPermanent(job, refused, second)).resolves.toBe(true);
	});

	test("of whom one claims a job as its owner cancels it leave it cancelled, or hear of the wish", async () => {
		for (let round = 0; round < 20; round++) {
			const job = await accepted(`torn${round}`, maya.id);
			const store = createAppwriteRowStore(createClient(server), TABLES);
			const cancel = () => cancelJob(store, job, wish);
			const claiming = claimAttempt(store, job, options("worker")).catch((error) => {
				expect(error).toMatchObject({ kind: "CANCELLED" });
				return null;
			});
			const [claim] = await Promise.all([claiming, cancel()]);
			const row = await store.find("jobs", job.id);
			if (claim?.kind !== "claimed") expect([claim?.kind, row?.status]).toEqual([claim?.kind, "cancelled"]);
			else {
				// Whichever it saw, the worker's next look at the row stops it.
				expect(row?.cancelRequested || row?.status === "cancelled").toBe(true);
				await requeueJob(store, job.id, { reservation: claim.reservation, chargedMs: 3, by: "worker" });
				await cancel();
			}
		}
	});
});
