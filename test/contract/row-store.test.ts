// What a store of rows does, whichever it is: the one over the SDK, and the one in memory that unit tests of jobs and money use.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLocalRows } from "../../scripts/cli/open-ledger.ts";
import { ChatreelError } from "../../shared/core/errors.ts";
import { readAll } from "../../shared/core/read-pages.ts";
import { createAppwriteRowStore } from "../../shared/platform/appwrite/appwrite-row-store.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import type { Operation, RowStore } from "../../shared/service/row-store.ts";
import { TABLES } from "../../shared/service/tables.ts";
import { startBundleServer } from "../helpers/bundle-server.ts";
import { createMemoryRowStore } from "../helpers/memory-row-store.ts";

type Opened = { readonly store: RowStore; readonly end: () => Promise<void> };

const STORES: Readonly<Record<string, () => Promise<Opened>>> = {
	"in memory": async () => ({ store: createMemoryRowStore(), end: async () => {} }),
	"of a data folder": async () => {
		const dir = mkdtempSync(join(tmpdir(), "chatreel-rows-"));
		const { store, close } = openLocalRows(dir);
		const end = async () => {
			close();
			rmSync(dir, { recursive: true });
		};
		return { store, end };
	},
	"over HTTP": async () => {
		const server = await startBundleServer();
		return { store: createAppwriteRowStore(createClient(server), TABLES), end: server.end };
	},
};

let names = 0;
/** An id, a user or a month of this test's own. */
const newName = () => `name${++names}`;
const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe.each(Object.entries(STORES))("a store %s", (_, open) => {
	let store: RowStore;
	let end: Opened["end"];
	beforeAll(async () => {
		({ store, end } = await open());
	});
	afterAll(() => end());

	/** Jobs of one user of this test's own, in this order, with these fields. */
	async function createJobs(count: number, fields: (index: number) => object = () => ({})) {
		const userId = newName();
		const jobIds = Array.from({ length: count }, (__, index) => `${userId}-${index}`);
		for (const [index, id] of jobIds.entries()) {
			await store.create("jobs", [{ id, userId, ...fields(index) }]);
		}
		return { userId, jobIds };
	}

	describe("finds", () => {
		test("a row with all its fields: those that were written, the defaults of the others, and when it was made", async () => {
			const id = newName();
			const before = Date.now() - 1;
			await store.create("jobs", [{ id, userId: "maya", percent: 7, videoDeletedAtMs: 1_700_000_000_123 }]);
			const job = await store.find("jobs", id);
			expect(job).toMatchObject({
				...{ id, userId: "maya", percent: 7, videoDeletedAtMs: 1_700_000_000_123 },
				...{ status: "queued", target: "bucket", framesDone: 0, cancelRequested: false, permissions: [] },
				...{ etaSeconds: null, fileId: null, error: null, warnings: [], request: "" },
			});
			expect(job?.createdAtMs).toBeGreaterThanOrEqual(before);
			expect(job?.updatedAtMs).toBe(job?.createdAtMs);
		});

		test("the fields that are asked for, and no more", async () => {
			const id = newName();
			const permissions = ['read("user:maya")'];
			await store.create("requests", [{ id, permissions, conversation: "{}", options: "{}" }]);
			expect(await store.find("requests", id, ["permissions"])).toEqual({ id, permissions });
			expect(await store.find("requests", id, [])).toEqual({ id });
		});

		test("null where there is no such row", async () => {
			expect(await store.find("jobs", newName())).toBeNull();
			expect(await store.find("jobs", newName(), [])).toBeNull();
		});

		test("JSON and errors as the values that were written", async () => {
			const id = newName();
			const error = new ChatreelError("INVALID_INPUT", "No.", { details: { faults: [{ pointer: "/a" }] } });
			const warnings = [{ code: "FAST", message: "Too fast.", pointer: "/messages/0" }];
			await store.create("jobs", [{ id, error, warnings }]);
			const job = await store.find("jobs", id);
			expect(job?.warnings).toEqual(warnings);
			expect(job?.error).toMatchObject({ kind: "INVALID_INPUT", message: "No.", details: error.details });
		});
	});

	describe("lists", () => {
		test("rows by values, one of several values, and what is empty or not", async () => {
			const { userId, jobIds } = await createJobs(4, (index) => ({
				status: index === 0 ? "queued" : index === 1 ? "rendering" : "completed",
				fileId: index === 3 ? "file" : null,
				cancelRequested: index === 0,
			}));
			const list = async (where: object) =>
				ids(await store.list("jobs", { where: { userId, ...where }, limit: 9 }));
			expect(await list({ status: "rendering" })).toEqual([jobIds[1]]);
			expect(await list({ status: ["queued", "rendering"] })).toEqual(jobIds.slice(0, 2));
			expect(await list({ cancelRequested: true })).toEqual([jobIds[0]]);
			expect(await list({ fileId: { isNot: null } })).toEqual([jobIds[3]]);
			expect(await list({ fileId: null, status: "completed" })).toEqual([jobIds[2]]);
			expect(await list({ id: [jobIds[2], jobIds[0], "no-such-job"] })).toEqual([jobIds[0], jobIds[2]]);
			expect(await list({ status: "failed" })).toEqual([]);
		});

		test("nothing where one of no values is asked for", async () => {
			await createJobs(1);
			expect(await store.list("jobs", { where: { id: [] }, limit: 9 })).toEqual([]);
		});

		test("rows by bounds: from is within, before and above are not, and what is empty is outside of all", async () => {
			const name = newName();
			for (const [index, untilMs] of [1000, 2000, 3000, null].entries()) {
				await store.create("leases", [{ id: `${name}.${index}`, name, untilMs }]);
			}
			const list = async (untilMs: object) =>
				(await store.list("leases", { where: { name, untilMs }, limit: 9 })).map((row) => row.untilMs);
			expect(await list({ from: 2000 })).toEqual([2000, 3000]);
			expect(await list({ above: 2000 })).toEqual([3000]);
			expect(await list({ before: 2000 })).toEqual([1000]);
			expect(await list({ from: 1000, before: 3000 })).toEqual([1000, 2000]);
		});

		test("in the order of a field, equals as they were made, and the other way round", async () => {
			const { userId, jobIds } = await createJobs(4, (index) => ({ percent: [5, 9, 5, 1][index] }));
			const list = (isDescending: boolean) =>
				store.list("jobs", { where: { userId }, orderBy: "percent", isDescending, limit: 9 });
			const [first, second, third, fourth] = jobIds;
			expect(ids(await list(false))).toEqual([fourth, first, third, second]);
			expect(ids(await list(true))).toEqual([second, third, first, fourth]);
		});

		test("what is empty before what is not", async () => {
			const { userId, jobIds } = await createJobs(3, (index) => ({ etaSeconds: [3, null, 1][index] }));
			const listed = await store.list("jobs", { where: { userId }, orderBy: "etaSeconds", limit: 9 });
			expect(ids(listed)).toEqual([jobIds[1], jobIds[2], jobIds[0]]);
		});

		test("so many as asked for, past an offset", async () => {
			const { userId, jobIds } = await createJobs(5);
			const query = { where: { userId }, orderBy: "createdAtMs", fields: [] } as const;
			expect(await store.list("jobs", { ...query, limit: 2 })).toEqual(
				jobIds.slice(0, 2).map((id) => ({ id })),
			);
			expect(ids(await store.list("jobs", { ...query, limit: 2, offset: 3 }))).toEqual(jobIds.slice(3));
		});

		test.each([false, true])("page by page, each row once (descending: %s)", async (isDescending) => {
			const { userId, jobIds } = await createJobs(7, (index) => ({ percent: index % 3 }));
			const listed = await readAll(2, (after) =>
				store.list("jobs", { where: { userId }, orderBy: "percent", isDescending, limit: 2, after }),
			);
			const order = [0, 3, 6, 1, 4, 2, 5].map((index) => jobIds[index]);
			expect(ids(listed)).toEqual(isDescending ? order.toReversed() : order);
		});

		test("a last page that is full, and nothing after it", async () => {
			const { userId, jobIds } = await createJobs(4);
			const listed = await readAll(2, (after) => store.list("jobs", { where: { userId }, limit: 2, after }));
			expect(ids(listed)).toEqual(jobIds);
		});
	});

	test("counts what it would list", async () => {
		const { userId } = await createJobs(3, (index) => ({ batchIndex: index }));
		expect(await store.count("jobs", { userId })).toBe(3);
		expect(await store.count("jobs", { userId, batchIndex: { from: 1 } })).toBe(2);
		expect(await store.count("jobs", { userId, status: "failed" })).toBe(0);
		expect(await store.count("jobs", { id: [] })).toBe(0);
	});

	describe("makes", () => {
		test("a row once: the second is told that it is there, and changes nothing", async () => {
			const id = newName();
			expect(await store.create("jobEnds", [{ id, status: "completed", executionId: "first" }])).toBe(true);
			expect(await store.create("jobEnds", [{ id, status: "failed", executionId: "second" }])).toBe(false);
			expect(await store.find("jobEnds", id)).toMatchObject({ status: "completed", executionId: "first" });
		});

		test("many rows at once, and none of them where one is there", async () => {
			const [a, b, c] = [newName(), newName(), newName()];
			const permissions = ['read("user:maya")'];
			const rows = [a, b].map((id) => ({ id, permissions, conversation: "{}" }));
			expect(await store.create("requests", rows)).toBe(true);
			expect(
				await store.create(
					"requests",
					[c, a].map((id) => ({ id, conversation: "{}" })),
				),
			).toBe(false);
			const found = await store.list("requests", {
				where: { id: [a, b, c] },
				limit: 9,
				fields: ["permissions"],
			});
			expect(found).toEqual([a, b].map((id) => ({ id, permissions })));
		});

		test("no row of no rows, and none without a field", async () => {
			expect(await store.create("requests", [])).toBe(true);
			const empty = store.create("requests", [{ id: newName() }]);
			await expect(empty).rejects.toMatchObject({ kind: "DEPENDENCY_ERROR" });
		});
	});

	describe("changes", () => {
		test("the fields that are given, empties too, and leaves the others alone", async () => {
			const id = newName();
			await store.create("jobs", [{ id, percent: 5, etaSeconds: 9, stage: "encode" }]);
			await store.update("jobs", id, { percent: 6, etaSeconds: null });
			expect(await store.find("jobs", id)).toMatchObject({ percent: 6, etaSeconds: null, stage: "encode" });
		});

		test("no row that is not there", async () => {
			const id = newName();
			await expect(store.update("jobs", id, { percent: 1 })).rejects.toMatchObject({ kind: "NOT_FOUND" });
			expect(await store.find("jobs", id)).toBeNull();
		});

		test("a row that is put, or makes it", async () => {
			const id = newName();
			await store.put("alerts", id, { state: "firing", sinceMs: 5 });
			await store.put("alerts", id, { state: "inactive", sinceMs: null });
			expect(await store.find("alerts", id)).toMatchObject({ state: "inactive", sinceMs: null });
		});
	});

	test("removes a row, and is content where there is none", async () => {
		const id = newName();
		await store.create("leases", [{ id, name: "sweep" }]);
		await store.remove("leases", id);
		await store.remove("leases", id);
		expect(await store.find("leases", id)).toBeNull();
	});

	describe("in a transaction", () => {
		const month = async (committedMs: number) => {
			const id = newName();
			await store.create("months", [{ id, committedMs }]);
			return id;
		};
		const committed = async (id: string) => (await store.find("months", id))?.committedMs;
		const step = (id: string, value: number, max?: number): Operation => ({
			...{ action: value < 0 ? "decrement" : "increment", table: "months", id, field: "committedMs" },
			...{ value: Math.abs(value), ...(max === undefined ? {} : { max }) },
		});
		const guard = (id: string): Operation => ({
			...{ action: "create", table: "settlements", id, values: { by: "worker" } },
		});

		test("does all of it: counts up and down, makes, changes", async () => {
			const [id, made, job] = [await month(10), newName(), newName()];
			await store.create("jobs", [{ id: job, etaSeconds: 1 }]);
			await store.transact([
				...[step(id, 5), step(id, -3), guard(made)],
				{ action: "update", table: "jobs", id: job, values: { status: "rendering", etaSeconds: null } },
			]);
			expect(await committed(id)).toBe(12);
			expect(await store.find("settlements", made)).toMatchObject({ by: "worker", deltaMs: null });
			expect(await store.find("jobs", job)).toMatchObject({ status: "rendering", etaSeconds: null });
		});

		test("counts up to a maximum and not past it: then nothing of it is done", async () => {
			const [id, made] = [await month(10), newName()];
			await store.transact([step(id, 5, 15)]);
			const past = store.transact([step(id, 1, 15), guard(made)]);
			await expect(past).rejects.toMatchObject({ kind: "QUOTA_EXCEEDED" });
			expect([await committed(id), await store.find("settlements", made)]).toEqual([15, null]);
		});

		test("makes no row a second time: then nothing of it is done", async () => {
			const [id, made] = [await month(10), newName()];
			await store.transact([step(id, 1), guard(made)]);
			await expect(store.transact([step(id, 1), guard(made)])).rejects.toMatchObject({ kind: "CONFLICT" });
			expect(await committed(id)).toBe(11);
		});

		test("changes and counts no row that is not there: then nothing of it is done", async () => {
			const [id, made] = [await month(10), newName()];
			const changes: Operation = { action: "update", table: "jobs", id: newName(), values: { percent: 1 } };
			for (const operation of [changes, step(newName(), 1)]) {
				const refused = store.transact([step(id, 1), guard(made), operation]);
				await expect(refused).rejects.toMatchObject({ kind: "NOT_FOUND" });
			}
			expect([await committed(id), await store.find("settlements", made)]).toEqual([10, null]);
		});

		test("beside others applies one of those that make the same row, and all steps of a counter", async () => {
			const [id, made] = [await month(0), newName()];
			const same = Array.from({ length: 4 }, () => store.transact([step(id, 1), guard(made)]));
			const others = Array.from({ length: 4 }, () => store.transact([step(id, 10), guard(newName())]));
			const outcomes = await Promise.allSettled([...same, ...others]);
			const refused = outcomes.filter(({ status }) => status === "rejected");
			for (const { reason } of refused as PromiseRejectedResult[]) expect(reason.kind).toBe("CONFLICT");
			expect(refused).toHaveLength(3);
			expect(await committed(id)).toBe(41);
		});
	});
});
