// Batches and quotes, with each fault at each call.
import { describe, expect, test } from "vitest";
import type { ErrorKind } from "../../../../shared/core/errors.ts";
import {
	CHAT,
	holdTime,
	playWithEachFault,
	type Scenario,
	type World,
} from "../../../helpers/service-world.ts";

holdTime();

const BATCH = {
	batchId: "batch",
	conversations: [CHAT, { messages: [] }, CHAT],
	webhook: "https://example.com/",
};
const post = (world: World) => world.postBatch(BATCH);
const jobsOf = (world: World) => world.store.list("jobs", { where: { batchId: "batch" }, limit: 10 });
const statuses = async (world: World) => (await jobsOf(world)).map(({ status }) => status);

/** It has told its one end, and what it says of its items is what their jobs say. */
async function expectClosed(world: World, jobCount: number, error: ErrorKind | null = null): Promise<void> {
	const batch = await world.store.find("batches", "batch");
	expect([batch?.state, batch?.error?.kind ?? null]).toEqual(["closed", error]);
	expect(await jobsOf(world)).toHaveLength(jobCount);
	expect(await world.store.count("deliveries", { event: "batch.ended" })).toBe(1);
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
	"a batch is accepted": {
		options: () => ({ losesEvents: true }),
		play: post,
		expectEnd: async (world) => {
			await expectClosed(world, 2);
			expect(await statuses(world)).toEqual(["completed", "completed"]);
		},
	},
	"a batch is closed when its last job has ended": {
		before: async (world) => {
			await post(world);
			await world.settled();
		},
		play: (world) => world.sweep(),
		expectEnd: (world) => expectClosed(world, 2),
	},
	"a batch is sent twice at once": {
		options: () => ({ losesEvents: true }),
		play: (world) => Promise.all([post(world), post(world)]),
		expectEnd: (world) => expectClosed(world, 2),
	},
	"a batch is cancelled": {
		options: () => ({ losesEvents: true }),
		before: post,
		play: (world) => world.cancelBatch("batch"),
		expectEnd: async (world) => {
			await expectClosed(world, 2);
			expect(await statuses(world)).toEqual(["cancelled", "cancelled"]);
		},
	},
	"a batch that the budget does not hold is not begun": {
		options: () => ({ limits: { monthMs: 1500, userMs: 1500 } }),
		play: post,
		expectEnd: (world) => expectClosed(world, 0, "QUOTA_EXCEEDED"),
	},
	"a quote is charged what its plan used": {
		options: () => ({ planCpuMs: 200 }),
		play: (world) => world.quote({ conversation: CHAT }),
		expectEnd: async (world, fault) => {
			// It is asked for twice, and a plan that fails costs nothing that could be told.
			const plans = (await world.store.list("attempts", { where: { userId: "maya" }, limit: 10 })).map(
				({ chargedMs }) => chargedMs,
			);
			expect(fault === null ? [[200, 200]] : [[200, 200], [200]]).toContainEqual(plans);
		},
	},
};

describe("whatever call fails,", () => {
	test.each(Object.entries(SCENARIOS))("%s", async (_, scenario) => {
		expect(await playWithEachFault(scenario)).toBeGreaterThan(5);
	});
});
