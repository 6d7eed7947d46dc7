import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ChatreelError } from "../../../../shared/core/errors.ts";
import { runBatch } from "../../../../shared/service/batch/run-batch.ts";

const FATES = ["succeed", "fail", "exhaust", "shortfall"] as const;
type Fate = (typeof FATES)[number];
const exhausted = () => new ChatreelError("QUOTA_EXCEEDED", "The quota ended.");
const never = new AbortController().signal;

/** Works through fates; each item takes some turns of the event loop, as given. */
async function run(fates: readonly Fate[], workers: number, more: object = {}) {
	let atWork = 0;
	let most = 0;
	const begun: number[] = [];
	const asked: number[] = [];
	const summary = await runBatch(fates, {
		...{ workers, signal: never },
		findShortfall: async (fate, index) => {
			asked.push(index);
			return fate === "shortfall" ? exhausted() : null;
		},
		work: async (fate, index) => {
			begun.push(index);
			most = Math.max(most, ++atWork);
			for (let turn = 0; turn < (index * 7) % 4; turn++) await Promise.resolve();
			atWork -= 1;
			if (fate === "fail") throw new ChatreelError("RENDER_FAILED", "It failed.");
			if (fate === "exhaust") throw exhausted();
			return { jobId: `job${index}`, result: { index } };
		},
		...more,
	});
	return { summary, most, begun, asked };
}

describe("a batch", () => {
	test("has a place for each item in the summary, whatever happens to it, and no more workers than allowed", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.constantFrom(...FATES), { maxLength: 30 }),
				fc.integer({ min: 1, max: 5 }),
				async (fates, workers) => {
					const { summary, most, begun, asked } = await run(fates, workers);
					const { total, details, warnings: _, succeeded, ...counts } = summary;
					expect([total, succeeded]).toEqual([fates.length, counts.completed]);
					expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total);
					expect(details.map(({ index }) => index)).toEqual(fates.map((_, index) => index));
					expect([counts.queued, counts.running, counts.refused, counts.cancelled]).toEqual([0, 0, 0, 0]);
					expect(most).toBeLessThanOrEqual(workers);
					expect(begun.every((index) => asked.includes(index))).toBe(true);
					const firstShortfall = fates.indexOf("shortfall");
					const after = firstShortfall === -1 ? [] : details.slice(firstShortfall);
					expect(after.slice(workers).every(({ status }) => status === "skipped")).toBe(true);
				},
			),
			{ numRuns: 60 },
		);
	});

	test("looks at the quota before each job, and skips the rest where it ends", async () => {
		const { summary, begun } = await run(["succeed", "fail", "shortfall", "succeed", "succeed"], 1);
		expect(begun).toEqual([0, 1]);
		expect(summary).toMatchObject({ total: 5, completed: 1, failed: 1, skipped: 3 });
		expect(summary.details[4]).toMatchObject({ status: "skipped", error: { code: "ERR_004" } });
	});

	test("whose callbacks throw has the same numbers, and warnings", async () => {
		const fates: Fate[] = ["succeed", "fail", "succeed", "exhaust"];
		const plain = await run(fates, 2);
		const defect = () => {
			throw new Error("a defect of the caller");
		};
		const { summary } = await run(fates, 2, {
			onSuccess: defect,
			onFailure: async () => defect(),
			onProgress: defect,
		});
		const { warnings, ...rest } = summary;
		expect({ ...rest, warnings: [] }).toEqual(plain.summary);
		expect(warnings.filter(({ message }) => message.startsWith("onSuccess"))).toHaveLength(2);
		expect(warnings.filter(({ message }) => message.startsWith("onFailure"))).toHaveLength(2);
		expect(warnings[0]).toMatchObject({ code: "CALLBACK" });
	});

	test("tells its callbacks of each item", async () => {
		const told: string[] = [];
		await run(["succeed", "fail"], 1, {
			onSuccess: (index: number, result: object) => told.push(`success ${index} ${JSON.stringify(result)}`),
			onFailure: (index: number, { message }: ChatreelError) => told.push(`failure ${index} ${message}`),
			onProgress: (index: number, status: string) => told.push(`${index} ${status}`),
		});
		expect(told).toEqual([
			...["0 running", "0 completed", 'success 0 {"index":0}'],
			...["1 running", "1 failed", "failure 1 It failed."],
		]);
	});

	test("names the job of what was begun and not made, where there is one", async () => {
		const asked: number[] = [];
		const findJobId = async (index: number) => {
			asked.push(index);
			if (index === 3) throw new Error("The database is away.");
			return index === 2 ? null : `made${index}`;
		};
		const { summary } = await run(["succeed", "fail", "fail", "exhaust", "exhaust", "shortfall"], 1, {
			findJobId,
		});
		expect(summary.details.map(({ jobId, status }) => [jobId, status])).toEqual([
			["job0", "completed"],
			["made1", "failed"],
			[null, "failed"],
			[null, "skipped"],
			["made4", "skipped"],
			[null, "skipped"],
		]);
		expect(asked).toEqual([1, 2, 3, 4]);
	});

	test("that is stopped begins nothing more", async () => {
		const stop = new AbortController();
		const { summary, begun } = await run(["succeed", "succeed", "succeed", "succeed"], 1, {
			signal: stop.signal,
			onSuccess: (index: number) => {
				if (index === 1) stop.abort();
			},
		});
		expect(begun).toEqual([0, 1]);
		expect(summary).toMatchObject({ total: 4, completed: 2, cancelled: 2 });
	});
});
