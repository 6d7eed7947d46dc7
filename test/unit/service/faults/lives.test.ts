// Whole lives of jobs, with each fault at each call: whatever fails, the job has one end, and its charge is counted once.

import { describe, expect, test } from "vitest";
import { ChatreelError } from "../../../../shared/core/errors.ts";
import {
	CHAT,
	holdTime,
	playWithEachFault,
	type Scenario,
	type World,
} from "../../../helpers/service-world.ts";

holdTime();

const ASKED = { conversation: CHAT, jobId: "job", webhook: "https://example.com/" };
/** Longer than a lease. */
const LEASE_IS_OVER_MS = 31_000;

const post = (world: World) => world.post(ASKED);
const statusOf = async (world: World) => (await world.job("job")).status;
const chargesOf = async (world: World) => (await world.attempts("job")).map(({ chargedMs }) => chargedMs);

/** One that has failed says why; a call that fails for good fails the job that it is made for. */
const expectStatus =
	(...allowed: readonly string[]): Scenario["expectEnd"] =>
	async (world, fault) => {
		const status = await statusOf(world);
		const mayFail = fault !== null && fault.how !== "death";
		expect(mayFail ? [...allowed, "failed"] : allowed).toContain(status);
		if (status === "failed") expect((await world.job("job")).error).not.toBeNull();
	};

const LIVES: Readonly<Record<string, Scenario>> = {
	"that is posted and completed": {
		play: post,
		expectEnd: async (world, fault) => {
			await expectStatus("completed")(world, fault);
			if (fault === null) expect(await chargesOf(world)).toEqual([100]);
		},
	},
	"that comes as a row, whose event is delivered twice, to two workers": {
		options: () => ({ losesEvents: true }),
		before: (world) => world.createRequest("job", CHAT, { webhook: "https://example.com/" }),
		play: (world) =>
			Promise.allSettled([
				world.deliverAgain("job", world.newWorker()),
				world.deliverAgain("job", world.newWorker()),
			]),
		expectEnd: expectStatus("completed"),
	},
	"that is posted twice at once": {
		play: (world) =>
			Promise.all([world.post(ASKED, world.newWorker()), world.post(ASKED, world.newWorker())]),
		expectEnd: expectStatus("completed"),
	},
	"that does not fit a synchronous execution, and is made by the event of its row": {
		options: () => ({ syncMs: 100 }),
		play: async (world) => {
			await post(world);
			await world.settled();
		},
		expectEnd: expectStatus("completed"),
	},
	"that comes as a row which is malformed": {
		options: () => ({ losesEvents: true }),
		before: (world) => world.createRequest("job", { messages: [] }),
		play: (world) => world.deliverAgain("job"),
		expectEnd: async (world) => expect((await world.job("job")).error?.kind).toBe("INVALID_INPUT"),
	},
	"that waits in the queue with another": {
		options: () => ({ losesEvents: true, syncMs: 100 }),
		before: async (world) => {
			await post(world);
			await world.post({ conversation: CHAT, jobId: "other" });
		},
		play: (world) => world.newWorker().processQueue(),
		expectEnd: async (world, fault) => {
			await expectStatus("completed")(world, fault);
			expect(["completed", "failed"]).toContain((await world.job("other")).status);
		},
	},
	"that holds more CPU on the way": {
		options: () => ({ cpuMsPerSecond: 400, renderSeconds: () => 8 }),
		play: post,
		expectEnd: async (world, fault) => {
			await expectStatus("completed")(world, fault);
			if (fault !== null) return;
			expect(await chargesOf(world)).toEqual([3200]);
			expect((await world.attempts("job"))[0]?.reservedMs).toBeGreaterThan(3200);
		},
	},
	"that fails": {
		options: () => ({
			draw: () => {
				throw new ChatreelError("RENDER_FAILED", "It cannot be drawn.");
			},
		}),
		play: post,
		expectEnd: async (world, fault) => {
			expect(await statusOf(world)).toBe("failed");
			if (fault === null) expect(await chargesOf(world)).toEqual([100]);
		},
	},
	"that runs out of time, and is completed by the next attempt": {
		// When its time is up, it has made more than half.
		options: () => ({ timeoutMs: 42_000, renderSeconds: slowOnce(20) }),
		play: post,
		expectEnd: async (world, fault) => {
			await expectStatus("completed")(world, fault);
			if (fault === null) expect(await chargesOf(world)).toEqual([550, 100]);
		},
	},
	"that the budget does not hold": {
		options: () => ({ limits: { monthMs: 1000, userMs: 1000 } }),
		play: post,
		expectEnd: async (world) => {
			expect(await statusOf(world)).toBe("skipped");
			expect(await chargesOf(world)).toEqual([]);
		},
	},
	"for which the budget ends on the way": {
		options: () => ({ limits: { monthMs: 1500, userMs: 1500 }, cpuMsPerSecond: 400, renderSeconds: () => 6 }),
		play: post,
		expectEnd: async (world, fault) => {
			const { status, error } = await world.job("job");
			// Where the beat is missed that asks for more, the video is done before the next; after a loss the rest of the
			// budget may not hold another attempt.
			expect(fault === null ? ["failed"] : ["failed", "skipped", "completed"]).toContain(status);
			if (fault === null) expect(error?.kind).toBe("QUOTA_EXCEEDED");
		},
	},
	"that is cancelled before anybody has heard of it": {
		options: () => ({ losesEvents: true }),
		before: (world) => world.createRequest("job", CHAT, { webhook: "https://example.com/" }),
		play: (world) => world.cancel("job"),
		expectEnd: async (world) => expect(await statusOf(world)).toBe("cancelled"),
	},
	"that is cancelled while it waits": {
		options: () => ({ losesEvents: true, syncMs: 100 }),
		before: post,
		play: (world) => world.cancel("job"),
		expectEnd: async (world) => expect(await statusOf(world)).toBe("cancelled"),
	},
	"that is cancelled while it is made": {
		options: () => ({ renderSeconds: () => 6 }),
		play: async (world) => {
			const posted = world.post(ASKED, world.newWorker());
			await world.pass(2500);
			await world.cancel("job", world.newWorker());
			await posted;
		},
		// A call that asks for the end may come when it is made by now.
		expectEnd: async (world, fault) =>
			expect(fault === null ? ["cancelled"] : ["cancelled", "completed", "failed"]).toContain(
				await statusOf(world),
			),
	},
	"whose worker dies, and for which two others race when its lease is over": {
		options: () => ({ losesEvents: true, syncMs: 100, renderSeconds: slowOnce(6) }),
		before: async (world) => {
			await post(world);
			const first = world.newWorker();
			world.spawn(() => first.renderCreated("job"));
			await world.pass(5500);
			first.process.kill();
			await world.pass(LEASE_IS_OVER_MS);
		},
		play: (world) => Promise.all([world.run("job", world.newWorker()), world.run("job", world.newWorker())]),
		expectEnd: async (world, fault) => {
			await expectStatus("completed")(world, fault);
			// Told at 5 s: 200 ms, and an interval beside.
			const [first, ...others] = await chargesOf(world);
			expect(first).toBe(5200);
			if (fault === null) expect(others).toEqual([100]);
		},
	},
	"whose worker stops for a minute, and wakes when another has made it": {
		options: () => ({ losesEvents: true, syncMs: 100, renderSeconds: slowOnce(10) }),
		before: async (world) => {
			await post(world);
			const first = world.newWorker();
			world.spawn(() => first.renderCreated("job"));
			await world.pass(5500);
			first.process.stall(60_000);
			await world.pass(LEASE_IS_OVER_MS);
		},
		play: (world) => world.run("job", world.newWorker()),
		expectEnd: async (world, fault) => {
			await expectStatus("completed")(world, fault);
			if (fault === null) expect(await world.attempts("job")).toHaveLength(2);
		},
	},
};

/** What the first attempt takes, and each after it. */
function slowOnce(firstSeconds: number): () => number {
	let made = 0;
	return () => (made++ === 0 ? firstSeconds : 2);
}

describe("a job", () => {
	test.each(Object.entries(LIVES))("%s", async (_, scenario) => {
		expect(await playWithEachFault(scenario)).toBeGreaterThan(10);
	});
});
