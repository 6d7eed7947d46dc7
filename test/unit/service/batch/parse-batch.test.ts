import { describe, expect, test } from "vitest";
import { ChatreelError, toChatreelError } from "../../../../shared/core/errors.ts";
import { jobIdInBatch } from "../../../../shared/service/batch/batch.ts";
import { parseBatch } from "../../../../shared/service/batch/parse-batch.ts";
import { limitRefusals, toRefusal } from "../../../../shared/service/batch/read-items.ts";
import { isJobId } from "../../../../shared/service/jobs/job-id.ts";

const parse = (body: unknown) =>
	parseBatch(typeof body === "string" ? body : JSON.stringify(body), (target) =>
		target.startsWith("https://") ? null : "a URL that begins with https://",
	);
const faultsOf = (body: unknown): readonly string[] => {
	try {
		parse(body);
	} catch (thrown) {
		const { details, kind } = toChatreelError(thrown);
		expect(kind).toBe("INVALID_INPUT");
		return (details["faults"] as unknown as { pointer: string }[]).map(({ pointer }) => pointer);
	}
	return [];
};

describe("a batch", () => {
	test.each([
		[{ conversations: [] }, ["/conversations"]],
		[{ conversations: "all" }, ["/conversations"]],
		[{}, ["/conversations"]],
		[{ conversations: Array.from({ length: 501 }, () => 0) }, ["/conversations"]],
		[{ conversations: [0], batchId: "no spaces" }, ["/batchId"]],
		[{ conversations: [0], batchId: 5, jobs: 1 }, ["/batchId", "/jobs"]],
		[{ conversations: [0], options: [] }, ["/options"]],
		[
			{ conversations: [0], options: { wait: true, maxCpuSeconds: 0, webhook: "http://x" } },
			["/options/maxCpuSeconds", "/options/webhook", "/options/wait"],
		],
		[{ conversations: [0], webhook: 5 }, ["/webhook"]],
		["not JSON", [""]],
		["[]", [""]],
	])("%j is told with every fault", (body, pointers) => {
		expect(faultsOf(body)).toEqual(pointers);
	});

	test("is taken with 1 to 500 conversations, which are not looked at here", () => {
		const conversations = Array.from({ length: 500 }, () => "anything");
		expect(parse({ conversations })).toEqual({ batchId: null, conversations, options: {}, webhook: null });
	});

	test("has a job for each owner, batch and place", async () => {
		const ids = await Promise.all([
			...[jobIdInBatch("maya", "b", 0), jobIdInBatch("maya", "b", 1), jobIdInBatch("maya", "c", 0)],
			...[jobIdInBatch("zoe", "b", 0), jobIdInBatch(null, "b", 0), jobIdInBatch("null", "b", 0)],
		]);
		expect(new Set(ids).size).toBe(6);
		expect(ids.every(isJobId)).toBe(true);
		expect(await jobIdInBatch("maya", "b", 0)).toBe(ids[0]);
	});

	test("of 500 bad ones keeps of each as many faults as there is room for, and their number", () => {
		const faults = Array.from({ length: 400 }, (_, index) => ({
			pointer: `/messages/${index}`,
			message: "x",
		}));
		const details = { faults, faultCount: 400 };
		const one = toRefusal(0, new ChatreelError("INVALID_INPUT", "It has 400 faults.", { details }));
		expect(limitRefusals([one])).toEqual([one]);
		const many = limitRefusals(Array.from({ length: 500 }, (_, index) => ({ ...one, index })));
		expect(JSON.stringify(many).length).toBeLessThan(1_000_000);
		const { faultCount, faults: kept } = many[0]?.error.details ?? {};
		expect(faultCount).toBe(400);
		expect(Array.isArray(kept) && kept.length).toBeGreaterThan(10);
	});
});
