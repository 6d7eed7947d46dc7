// Lives of jobs with pictures, with each fault at each call: an accepted job has its pictures until its end, and no longer.

import { describe, expect, test } from "vitest";
import { dataUrl, pngFile } from "../../../helpers/picture-files.ts";
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

const PICTURE = dataUrl("png", pngFile({ width: 8, height: 8 }));
const PICTURED = { ...CHAT, messages: [{ sender: "you", text: "Hi", images: [PICTURE] }] };
const ASKED = { conversation: PICTURED, jobId: "job" };
const DAY_MS = 86_400_000;

/** What is left a day later. A picture that was lost would have failed the job for good. */
const expectEnd: Scenario["expectEnd"] = async (world, fault) => {
	const jobs = await world.store.list("jobs", { limit: 10 });
	for (const { status, error } of jobs) {
		const mayFail = fault !== null && fault.how !== "death";
		expect(mayFail ? ["completed", "failed"] : ["completed"]).toContain(status);
		expect(error?.message ?? "").not.toContain("pictures");
	}
	for (const { request } of jobs) expect(request).not.toContain("base64");
	if (fault === null) expect(jobs.length).toBeGreaterThan(0);
	await world.pass(DAY_MS + 1);
	await world.sweep();
	expect([...world.inputs.keys()], "files of jobs that have ended").toEqual([]);
};

const LIVES: Readonly<Record<string, Scenario>> = {
	"that is posted and completed": { play: (world) => world.post(ASKED), expectEnd },
	"that is posted twice at once": {
		play: (world) =>
			Promise.all([world.post(ASKED, world.newWorker()), world.post(ASKED, world.newWorker())]),
		expectEnd,
	},
	"that is queued, and made by the event of its row": {
		options: () => ({ syncMs: 100 }),
		play: async (world) => {
			await world.post(ASKED);
			await world.settled();
		},
		expectEnd,
	},
	"that waits in the queue": {
		options: () => ({ losesEvents: true, syncMs: 100 }),
		before: (world) => world.post(ASKED),
		play: (world) => world.newWorker().processQueue(),
		expectEnd,
	},
	"that comes as a row, whose event is delivered twice": {
		options: () => ({ losesEvents: true }),
		before: (world) => world.createRequest("job", PICTURED),
		play: (world) =>
			Promise.allSettled([
				world.deliverAgain("job", world.newWorker()),
				world.deliverAgain("job", world.newWorker()),
			]),
		expectEnd,
	},
	"that are items of a batch": {
		play: async (world) => {
			await world.postBatch({ batchId: "batch", conversations: [PICTURED, CHAT] });
			await world.settled();
		},
		expectEnd,
	},
};

describe("whatever call fails, pictures stay until the end of a job", () => {
	test.each(Object.entries(LIVES))("%s", async (_, scenario) => {
		expect(await playWithEachFault(scenario)).toBeGreaterThan(20);
	});
});

const inWorld = (work: (world: World) => Promise<unknown>) =>
	until(work(createWorld({ losesEvents: true, syncMs: 100 })));

describe("the private file of a job", () => {
	test("is one, however often the job is asked for, and the sweep keeps it while the job waits", () =>
		inWorld(async (world) => {
			for (let time = 0; time < 3; time++) expect((await world.post(ASKED))?.status).toBe(202);
			const [id] = world.inputs.keys();
			expect(world.inputs.size).toBe(1);
			expect(await world.job("job")).toMatchObject({ status: "queued", inputFileId: id });
			expect((await world.store.find("requests", "job"))?.conversation).toBe(null);
			await world.pass(3 * DAY_MS);
			await world.sweep({ runCount: 0 });
			expect(world.inputs.size).toBe(1);
		}));

	test("is removed by the sweep when the job was cancelled, and the job keeps its id", () =>
		inWorld(async (world) => {
			await world.post(ASKED);
			const { inputFileId } = await world.job("job");
			await world.cancel("job");
			await world.pass(1000);
			await world.sweep();
			expect(world.inputs.size).toBe(0);
			expect(await world.job("job")).toMatchObject({ status: "cancelled", inputFileId });
		}));

	test("without a job is removed by the sweep after a day, and not before", () =>
		inWorld(async (world) => {
			world.faults.set([{ call: "create jobs", when: "before", how: "death" }]);
			await world.post(ASKED, world.newWorker());
			world.faults.set([]);
			expect([world.inputs.size, await world.store.count("jobs", {})]).toEqual([1, 0]);
			await world.pass(DAY_MS - 10_000);
			await world.sweep();
			expect(world.inputs.size).toBe(1);
			await world.pass(20_000);
			await world.sweep();
			expect(world.inputs.size).toBe(0);
		}));

	test("of a request whose job id is taken is removed at once", () =>
		inWorld(async (world) => {
			await world.post({ conversation: CHAT, jobId: "job" });
			expect((await world.post(ASKED))?.status).toBe(409);
			expect(world.inputs.size).toBe(0);
		}));

	test("of the one of two requests for one job id that loses is removed at once", () =>
		inWorld(async (world) => {
			const other = { ...ASKED, conversation: { ...PICTURED, sound: true } };
			const posted = [ASKED, other].map((each) => world.post(each, world.newWorker()));
			const statuses = (await Promise.all(posted)).map((told) => told?.status);
			expect(statuses.toSorted()).toEqual([202, 409]);
			expect([...world.inputs.keys()]).toEqual([(await world.job("job")).inputFileId]);
		}));

	test("that is missing fails the job, once", () =>
		inWorld(async (world) => {
			await world.post(ASKED);
			world.inputs.clear();
			await world.run("job");
			expect(await world.job("job")).toMatchObject({ status: "failed", error: { kind: "RENDER_FAILED" } });
		}));
});

test("a job without pictures asks nothing more of the outside", () =>
	inWorld(async (world) => {
		world.faults.set([]);
		await world.post({ conversation: CHAT, jobId: "job" });
		expect(world.pictures.calls).toEqual([]);
		expect(world.faults.calls()).toEqual([
			...["find jobs", "find requests", "find months", "find userMonths"],
			...["create jobs", "find jobs", "create requests"],
		]);
	}));
