import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { watchJob } from "../../../../shared/service/attempt/watch-job.ts";
import { createNotingStore } from "../../../helpers/noting-store.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const own = { id: "job", status: "rendering", attempt: 2, cancelRequested: false };

describe("a worker's look at its job", () => {
	test.each([
		["is still its own", {}, undefined],
		["is to be cancelled", { cancelRequested: true }, "CANCELLED"],
		["has ended", { status: "completed" }, "CONFLICT"],
		["was queued again", { status: "queued" }, "CONFLICT"],
		["is another attempt's", { attempt: 3 }, "CONFLICT"],
	])("every second sees when the job %s", async (_name, changes, kind) => {
		let row = own;
		const watch = watchJob(createNotingStore(() => row).store, { jobId: "job", attempt: 2 });
		await vi.advanceTimersByTimeAsync(5000);
		expect(watch.signal.aborted).toBe(false);
		row = { ...own, ...changes };
		await vi.advanceTimersByTimeAsync(1000);
		expect(watch.signal.reason?.kind).toBe(kind);
		watch.stop();
		expect(vi.getTimerCount()).toBe(0);
	});
});
