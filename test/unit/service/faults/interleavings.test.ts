// Clients, two workers and sweeps on one store, at random moments, with calls that take as long as they like and fail as they like.

import fc from "fast-check";
import { expect, test } from "vitest";
import { sleep } from "../../../../shared/core/time.ts";
import type { Fault } from "../../../helpers/faulty-store.ts";
import { CHAT, createWorld, holdTime, until, type World } from "../../../helpers/service-world.ts";

holdTime();

const JOBS = ["one", "two"] as const;
const ACTS = ["post", "post", "run here", "run there", "sweep", "cancel"] as const;
type Act = {
	readonly atMs: number;
	readonly what: (typeof ACTS)[number];
	readonly jobId: (typeof JOBS)[number];
};

const act: fc.Arbitrary<Act> = fc.record({
	atMs: fc.integer({ min: 0, max: 90_000 }),
	what: fc.constantFrom(...ACTS),
	jobId: fc.constantFrom(...JOBS),
});
/** Mostly a moment; now and then longer than a lease. */
const latency = fc.oneof(
	{ weight: 12, arbitrary: fc.integer({ min: 0, max: 100 }) },
	{ weight: 3, arbitrary: fc.integer({ min: 100, max: 5000 }) },
	{ weight: 1, arbitrary: fc.integer({ min: 20_000, max: 70_000 }) },
);
const fault: fc.Arbitrary<Fault> = fc.record({
	call: fc.integer({ min: 1, max: 120 }),
	when: fc.constantFrom("before", "after"),
	how: fc.constantFrom("retryable", "final", "death"),
});
const course = fc.record({
	acts: fc.array(act, { minLength: 2, maxLength: 6 }),
	latencies: fc.array(fc.tuple(latency, latency), { minLength: 1, maxLength: 16 }),
	faults: fc.array(fault, { maxLength: 4 }),
	renderSeconds: fc.constantFrom(2, 14),
	cpuMsPerSecond: fc.constantFrom(50, 400),
	/** With the least, every tenth course has a job that is skipped. */
	monthMs: fc.constantFrom(800, 800, 2500, 1_000_000),
});

function begin(
	world: World,
	{ what, jobId }: Act,
	workers: ReturnType<World["createWorkers"]>,
): Promise<unknown> {
	if (what === "post") return world.post({ conversation: CHAT, jobId, webhook: "https://example.com/" });
	if (what === "cancel") return world.cancel(jobId);
	if (what === "sweep") return world.sweep();
	return world.run(jobId, what === "run here" ? workers.here() : workers.there());
}

test("whatever happens in whatever order, every job has one end and every counter is the sum of its ledger", async () => {
	let seen = { ends: new Set<string>(), attempts: 0, extended: 0 };
	await fc.assert(
		fc.asyncProperty(course, async ({ acts, latencies, faults, renderSeconds, monthMs, ...more }) => {
			let isCalm = false;
			const world = createWorld({
				...more,
				renderSeconds: () => renderSeconds,
				limits: { monthMs, userMs: monthMs },
				latencyMs: (n) => (isCalm ? [0, 0] : (latencies[n % latencies.length] ?? [0, 0])),
			});
			const workers = world.createWorkers();
			const play = async () => {
				const others = await world.addBystander();
				world.faults.set(faults);
				await Promise.all(
					acts.map(async (each) => {
						await sleep(each.atMs);
						await begin(world, each, workers).catch(() => {});
					}),
				);
				await world.settled();
				isCalm = true;
				await world.recover();
				await others.expectUntouched();
				const attempts = await world.store.list("attempts", { limit: 100 });
				for (const { status } of await world.store.list("jobs", { limit: 10 })) seen.ends.add(status);
				const extended = attempts.filter(({ reservedMs }) => reservedMs > 749).length;
				seen = { ...seen, attempts: seen.attempts + attempts.length, extended: seen.extended + extended };
			};
			await until(play());
		}),
		// To make a failing course shorter takes minutes, and its seed is told anyway.
		{ numRuns: 100, endOnFailure: true },
	);
	// What the courses above are worth: all ends come about, attempts get lost, and some hold more.
	expect([...seen.ends].toSorted()).toEqual(["cancelled", "completed", "failed", "skipped"]);
	expect(seen.attempts).toBeGreaterThan(100);
	expect(seen.extended).toBeGreaterThan(0);
});
