import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DoneJob, SentBatch } from "../../../scripts/batch-command/manifest.ts";
import { planRemote } from "../../../scripts/batch-command/plan-remote.ts";
import type { ItemDetail, ItemStatus } from "../../../shared/service/batch/batch-summary.ts";

const job = (name: string, hash = "1") => ({ name, hash, output: `${name}.mp4` });
const [a, b, c] = [job("a"), job("b"), job("c")];
const sentOf = (jobs: SentBatch["jobs"], isTaken = true) => ({ batchId: "before", isTaken, jobs });
const toStateBody = (...statuses: ItemStatus[]): readonly ItemDetail[] =>
	statuses.map((status, index) => ({
		...{ index, jobId: `j${index}`, status },
		...(status === "completed" ? { result: { jobId: `j${index}`, fileId: "f" } } : {}),
	}));
const doneOf = (result: DoneJob["result"], hash = "1") => ({ a: { hash, output: "a.mp4", result } });

describe("what --remote does next", () => {
	test("is to send all when nothing was sent before", () => {
		const plan = planRemote({ done: {}, sent: null }, [a, b], null);
		expect(plan).toEqual({ former: "leave", rest: [a, b], batchId: null });
	});

	test("leaves out what the server made of the same conversation, and nothing else", () => {
		const restOf = (done: Record<string, DoneJob>) =>
			planRemote({ done, sent: null }, [a, b], null).rest.map(({ name }) => name);
		expect(restOf(doneOf({ fileId: "f" }))).toEqual(["b"]);
		expect(restOf(doneOf({ fileId: "f" }, "2"))).toEqual(["a", "b"]);
		expect(restOf(doneOf({ fileId: null, outputPath: "out/a.mp4" }))).toEqual(["a", "b"]);
	});

	test("is to follow the batch before while it is running with the same content", () => {
		const sent = sentOf([a, b, c]);
		for (const status of ["queued", "running"] as const) {
			const plan = planRemote({ done: {}, sent }, [a, b, c], toStateBody("failed", status, "completed"));
			expect(plan).toEqual({ former: "follow", rest: [], batchId: null });
		}
	});

	test("is to follow it first, and then to send what it did not have", () => {
		const changed = job("b", "2");
		const plan = planRemote(
			{ done: {}, sent: sentOf([a, b]) },
			[a, changed, c],
			toStateBody("failed", "running"),
		);
		expect(plan).toEqual({ former: "follow", rest: [changed, c], batchId: null });
	});

	test("is to send again what failed, was skipped, refused, cancelled or corrected, once all has ended", () => {
		const jobs = ["a", "b", "c", "d", "e"].map((name) => job(name));
		const state = toStateBody("failed", "skipped", "completed", "cancelled", "refused");
		const extra = [...jobs, job("f")];
		const plan = planRemote({ done: {}, sent: sentOf(jobs) }, extra, state);
		expect(plan.rest.map(({ name }) => name)).toEqual(["a", "b", "d", "e", "f"]);
		expect(plan).toMatchObject({ former: "leave", batchId: null });
	});

	test("is to send the batch before again with its id when the server may lack a part", () => {
		const sent = sentOf([a, b], false);
		const plan = planRemote({ done: {}, sent }, [a, b, c], toStateBody("running", "queued"));
		expect(plan).toEqual({ former: "send", rest: [c], batchId: null });
		const none = planRemote({ done: {}, sent }, [a, b, c], null);
		expect(none).toEqual({ former: "leave", rest: [a, b, c], batchId: "before" });
	});

	test("takes a new id when the server forgot a batch that it had", () => {
		const plan = planRemote({ done: {}, sent: sentOf([a]) }, [a], null);
		expect(plan).toEqual({ former: "leave", rest: [a], batchId: null });
	});

	test("is refused when the batch before can be neither completed nor left", () => {
		const sent = sentOf([a, b], false);
		const plan = () => planRemote({ done: {}, sent }, [a, job("b", "2")], toStateBody("running", "queued"));
		expect(plan).toThrow("Batch before was sent in part, and its conversations have been changed since.");
	});

	test("sends nothing at once, and nothing of the batch before, while one of its jobs is running", () => {
		const statuses = fc.constantFrom<ItemStatus>("queued", "running", "completed", "failed", "skipped");
		const names = fc.uniqueArray(fc.constantFrom<string>("a", "b", "c", "d", "e"), { minLength: 1 });
		const lists = names.chain((some) =>
			fc.array(statuses, { minLength: some.length, maxLength: some.length }).map((list) => ({ some, list })),
		);
		fc.assert(
			fc.property(lists, names, ({ some, list }, now) => {
				const sent = sentOf(some.map((name) => job(name)));
				const isUnderWay = list.includes("queued") || list.includes("running");
				const { former, rest, batchId } = planRemote(
					{ done: {}, sent },
					now.map((name) => job(name)),
					toStateBody(...list),
				);
				expect([former, batchId]).toEqual([isUnderWay ? "follow" : "leave", null]);
				const made = (name: string) => list[some.indexOf(name)] === "completed";
				const expected = now.filter((name) => !made(name) && !(isUnderWay && some.includes(name)));
				expect(rest.map(({ name }) => name)).toEqual(expected);
			}),
		);
	});
});
