import { describe, expect, test } from "vitest";
import { createJobList } from "../../../../sites/studio/server/job-list.ts";
import { readJob } from "../../../../sites/studio/server/video-job.ts";

const row = (status: string, fields: object = {}) =>
	readJob({ $id: "a", $createdAt: "2026-11-30T10:00:00.000+00:00", status, percent: 50, ...fields });
const statuses = (list: ReturnType<typeof createJobList>) => list.jobs.value.map(({ status }) => status);

describe("the list of a user's jobs", () => {
	test("a message that comes late does not bring a job back that has ended", () => {
		const list = createJobList();
		list.put(row("rendering"));
		expect(list.isWaiting()).toBe(true);
		list.put(row("completed"));
		list.put(row("rendering"));
		list.merge([row("uploading")]);
		expect(statuses(list)).toEqual(["completed"]);
		expect([list.isWaiting(), list.endedCount.value]).toEqual([false, 1]);
	});

	test("a request whose answer was lost is failed until the server tells of the job", () => {
		const list = createJobList();
		list.begin("a");
		list.fail("a", "lost");
		expect(list.jobs.value).toMatchObject([{ status: "failed", words: "lost" }]);
		expect(list.isLocal("a")).toBe(true);
		list.put(row("rendering"));
		expect(statuses(list)).toEqual(["rendering"]);
		list.fail("a", "lost");
		expect(statuses(list)).toEqual(["rendering"]);
	});

	test("a list that was on its way does not take away what is newer, nor bring back what was deleted", () => {
		const list = createJobList();
		list.begin("b");
		list.merge([row("completed")]);
		expect(list.jobs.value.map(({ id }) => id)).toEqual(["b", "a"]);
		list.remove("a");
		list.merge([row("completed")]);
		expect(list.jobs.value.map(({ id }) => id)).toEqual(["b"]);
	});

	test("a video that another page deleted goes", () => {
		const list = createJobList();
		list.put(row("completed"));
		list.put(row("completed", { videoDeletedAt: "2026-11-30T11:00:00.000+00:00" }));
		expect(list.jobs.value).toEqual([]);
	});
});

describe("a row of renders", () => {
	test("without a file has none, and the words of its error list the faults", () => {
		const faults = [{ message: "messages: expected one, received none" }];
		const error = JSON.stringify({ message: "The conversation has 1 fault.", details: { faults } });
		expect(row("failed", { error })).toMatchObject({
			file: null,
			words: "The conversation has 1 fault. messages: expected one, received none",
		});
		expect(row("failed", { error: "no JSON" }).words).toBe("no JSON");
		const file = { bucketId: "videos", fileId: "f", posterFileId: "p" };
		expect(row("completed", file).file).toEqual(file);
	});
});
