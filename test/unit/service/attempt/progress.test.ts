import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type JobProgress, startProgress } from "../../../../shared/service/attempt/progress.ts";
import { createNotingStore } from "../../../helpers/noting-store.ts";

beforeEach(() => {
	vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
	vi.useRealTimers();
});

const at = (framesDone: number, stage = "render", status: JobProgress["status"] = "rendering") => ({
	framesDone,
	stage,
	status,
	framesTotal: 100,
});
const start = (isHeld = () => true) => {
	const noting = createNotingStore();
	return { ...noting, writer: startProgress(noting.store, "job", { isHeld, nowMs: () => Date.now() }) };
};

describe("progress", () => {
	test("is written at each stage, and in between every 2 s at the most", async () => {
		const { writer, updates } = start();
		writer.write(at(0, "preflight"));
		await vi.advanceTimersByTimeAsync(100);
		for (let frame = 0; frame < 100; frame += 1) {
			writer.write(at(frame));
			await vi.advanceTimersByTimeAsync(100);
		}
		writer.write(at(100, "deliver", "uploading"));
		await writer.stop();
		const written = updates.map(({ stage, framesDone }) => `${stage} ${framesDone}`);
		expect(written[0]).toBe("preflight 0");
		expect(written.at(-1)).toBe("deliver 100");
		// At once, and in 10 s of frames every 2 s.
		expect(written.filter((each) => each.startsWith("render"))).toHaveLength(6);
	});

	test("that is told last before a pause is written when its time has come", async () => {
		const { writer, updates } = start();
		writer.write(at(1));
		await vi.advanceTimersByTimeAsync(1900);
		writer.write(at(40));
		await vi.advanceTimersByTimeAsync(50);
		expect(updates).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(30_000);
		expect(updates.map(({ framesDone }) => framesDone)).toEqual([1, 40]);
		await writer.stop();
	});

	test("is not written after its end, nor by a worker whose job may be another's", async () => {
		let isHeld = true;
		const { writer, updates } = start(() => isHeld);
		writer.write(at(1));
		writer.write(at(50));
		isHeld = false;
		await vi.advanceTimersByTimeAsync(5000);
		writer.write(at(100, "deliver", "uploading"));
		isHeld = true;
		await writer.stop();
		writer.write(at(100, "deliver", "uploading"));
		await vi.advanceTimersByTimeAsync(5000);
		expect(updates.map(({ framesDone }) => framesDone)).toEqual([1]);
	});

	test("tells the seconds left at the pace of the frames, and the status only where it changes", async () => {
		const { writer, updates } = start();
		writer.write(at(0));
		await vi.advanceTimersByTimeAsync(4000);
		writer.write(at(25));
		await vi.advanceTimersByTimeAsync(10);
		writer.write(at(100, "deliver", "uploading"));
		await writer.stop();
		expect(updates).toEqual([
			{ stage: "render", framesDone: 0, framesTotal: 100, percent: 0, etaSeconds: null },
			{ stage: "render", framesDone: 25, framesTotal: 100, percent: 25, etaSeconds: 12 },
			{
				status: "uploading",
				stage: "deliver",
				framesDone: 100,
				framesTotal: 100,
				percent: 100,
				etaSeconds: 0,
			},
		]);
	});
});
