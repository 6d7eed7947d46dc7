// What a sweep mends, with each fault at each call of it. The sweeps that follow do the rest.

import { describe, expect, test } from "vitest";
import { acceptJob } from "../../../../shared/service/jobs/accept-job.ts";
import { claimAttempt } from "../../../../shared/service/jobs/claim-attempt.ts";
import {
	CHAT,
	createWorld,
	holdTime,
	playWithEachFault,
	type Scenario,
	until,
	type World,
} from "../../../helpers/service-world.ts";

holdTime();

const LEASE_IS_OVER_MS = 31_000;
/** After so long a request that is no job was never delivered, and a command that has not begun was stopped. */
const UNDELIVERED_MS = 121_000;

const post = (world: World) =>
	world.post({ conversation: CHAT, jobId: "job", webhook: "https://example.com/" });
/** Of the sweep alone: what it starts is started by the next. */
const sweep = (world: World) => world.sweep({ runCount: 0 });
const expectStatus =
	(...statuses: readonly string[]): Scenario["expectEnd"] =>
	async (world) =>
		expect(statuses).toContain((await world.job("job")).status);
/** A worker that is gone at the call whose name begins so. */
const dieAt = async (world: World, call: string) => {
	world.faults.set([{ call, when: "after", how: "death" }]);
	await post(world);
	world.faults.set([]);
};
const acceptLocal = (world: World) =>
	acceptJob(world.store, {
		...{ jobId: "job", userId: "maya", target: "local", request: "{}", requestHash: "hash" },
		...{ engineVersion: "none", requestId: null },
	});
const queued = () => ({ losesEvents: true, syncMs: 100 });

const SWEEPS: Readonly<Record<string, Scenario>> = {
	"an attempt that was lost, and its files": {
		before: async (world) => {
			await dieAt(world, "upload job.poster.png");
			await world.pass(LEASE_IS_OVER_MS);
		},
		play: sweep,
		expectEnd: expectStatus("completed"),
	},
	"an attempt that was lost as its job ended": {
		before: async (world) => {
			await dieAt(world, "find settlements");
			await world.pass(LEASE_IS_OVER_MS);
		},
		play: sweep,
		expectEnd: expectStatus("completed"),
	},
	"a job whose every attempt was lost": {
		options: queued,
		before: async (world) => {
			await post(world);
			for (let attempt = 1; attempt <= 3; attempt++) {
				const worker = world.newWorker();
				world.spawn(() => worker.run("job", { kind: "service" }));
				await world.pass(500);
				worker.process.kill();
				await world.pass(LEASE_IS_OVER_MS);
			}
		},
		play: sweep,
		expectEnd: async (world) => {
			expect(await world.attempts("job")).toHaveLength(3);
			expect((await world.job("job")).error?.message).toMatch(/All 3 attempts/);
		},
	},
	"a job that was cancelled before its worker was lost": {
		options: queued,
		before: async (world) => {
			await post(world);
			const worker = world.newWorker();
			world.spawn(() => worker.run("job", { kind: "service" }));
			await world.pass(500);
			await world.cancel("job", world.newWorker());
			worker.process.kill();
			await world.pass(LEASE_IS_OVER_MS);
		},
		play: sweep,
		expectEnd: expectStatus("cancelled"),
	},
	"a job of a command that was stopped before it began": {
		before: async (world) => {
			await acceptLocal(world);
			await world.pass(UNDELIVERED_MS);
		},
		play: sweep,
		expectEnd: expectStatus("failed"),
	},
	"a job of a command that was stopped on the way": {
		before: async (world) => {
			const job = await acceptLocal(world);
			await claimAttempt(world.store, job, {
				...{ executionId: "command", limits: { monthMs: 1e9, userMs: 1e9 }, reservedMs: 300 },
				...{ costUnits: {}, timeoutMs: 900_000, nowMs: () => Date.now() },
			});
			await world.pass(LEASE_IS_OVER_MS);
		},
		play: sweep,
		expectEnd: expectStatus("failed"),
	},
	"a request that was never delivered": {
		options: () => ({ losesEvents: true }),
		before: async (world) => {
			await world.createRequest("job", CHAT);
			await world.pass(UNDELIVERED_MS);
		},
		play: (world) => world.sweep(),
		expectEnd: expectStatus("completed", "failed"),
	},
	"a row that a late worker wrote over": {
		before: async (world) => {
			await world.createRequest("job", CHAT);
			await world.settled();
			await world.writeOver("job", "uploading");
			await world.pass(LEASE_IS_OVER_MS);
		},
		play: sweep,
		expectEnd: expectStatus("completed"),
	},
	"a row that says somebody works on it, and nobody does": {
		options: queued,
		before: async (world) => {
			await post(world);
			await world.writeOver("job", "rendering");
			await world.pass(LEASE_IS_OVER_MS);
		},
		play: sweep,
		expectEnd: expectStatus("completed"),
	},
	"what another sweep looks at too": {
		before: async (world) => {
			await dieAt(world, "upload job.poster.png");
			await world.pass(LEASE_IS_OVER_MS);
		},
		play: (world) => Promise.allSettled([sweep(world), sweep(world)]),
		expectEnd: expectStatus("completed"),
	},
};

describe("a sweep mends", () => {
	test.each(Object.entries(SWEEPS))("%s", async (_, scenario) => {
		expect(await playWithEachFault(scenario)).toBeGreaterThan(15);
	});
});

test("a sweep leaves the files of an attempt that may yet name them", async () => {
	const plain = createWorld();
	await until(post(plain));
	const slow = plain.faults.calls().findIndex((name) => name.startsWith("upload job.poster")) + 1;
	const world = createWorld({ latencyMs: (n) => [n === slow ? 8000 : 0, 0] });
	const play = async () => {
		const posted = post(world);
		await world.pass(5000);
		expect((await world.sweep()).removedFiles).toEqual([]);
		await posted;
		await world.recover();
		expect((await world.job("job")).status).toBe("completed");
	};
	await until(play());
});
