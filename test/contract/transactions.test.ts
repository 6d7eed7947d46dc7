import { ID, Query } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, makeTable, refused, type Server } from "./connect.ts";

let server: Server;
let at: { databaseId: string; tableId: string };
beforeAll(async () => {
	server = await connect();
	at = { databaseId: server.databaseId, tableId: await makeTable(server) };
});
afterAll(() => server.end());

async function makeRow(data: object = { name: "row" }): Promise<string> {
	const { $id } = await server.tables.createRow({ ...at, rowId: ID.unique(), data });
	return $id;
}

async function rowOf(rowId: string) {
	const { rows } = await server.tables.listRows({ ...at, queries: [Query.equal("$id", [rowId])] });
	return rows[0];
}

/** A transaction with these operations staged at once. */
async function stage(...operations: object[]): Promise<string> {
	const { $id: transactionId } = await server.tables.createTransaction({ ttl: 60 });
	const placed = operations.map((operation) => ({ ...at, ...operation }));
	await server.tables.createOperations({ transactionId, operations: placed });
	return transactionId;
}

const commit = (transactionId: string) => server.tables.updateTransaction({ transactionId, commit: true });
const creates = (rowId: string, data: object = { name: "made" }) => ({ action: "create", rowId, data });
const updates = (rowId: string, data: object) => ({ action: "update", rowId, data });
const upserts = (rowId: string, data: object) => ({ action: "upsert", rowId, data });
const increments = (rowId: string, value: number, max?: number) => ({
	action: "increment",
	rowId,
	data: { column: "count", value, ...(max === undefined ? {} : { max }) },
});

describe("a transaction", () => {
	test("does nothing before it is committed, and then all of it", async () => {
		const [counter, made] = [await makeRow(), ID.unique()];
		const id = await stage(increments(counter, 5), creates(made), updates(counter, { name: "changed" }));
		expect(await rowOf(counter)).toMatchObject({ count: 0, name: "row" });
		expect(await rowOf(made)).toBeUndefined();
		expect(await commit(id)).toMatchObject({ status: "committed" });
		expect(await rowOf(counter)).toMatchObject({ count: 5, name: "changed" });
		expect(await rowOf(made)).toMatchObject({ name: "made" });
	});

	test("counts its operations and ends at its time", async () => {
		const { $id, $createdAt, expiresAt, status } = await server.tables.createTransaction({ ttl: 120 });
		expect(status).toBe("pending");
		const seconds = (Date.parse(expiresAt) - Date.parse($createdAt)) / 1000;
		// By two looks at the server's clock.
		expect(seconds).toBeCloseTo(120, -1);
		const operations = [{ ...at, ...creates(ID.unique()) }];
		expect(await server.tables.createOperations({ transactionId: $id, operations })).toMatchObject({
			operations: 1,
		});
	});

	test("that is rolled back did nothing, and is called failed", async () => {
		const made = ID.unique();
		const transactionId = await stage(creates(made));
		expect(await server.tables.updateTransaction({ transactionId, rollback: true })).toMatchObject({
			status: "failed",
		});
		expect(await rowOf(made)).toBeUndefined();
	});

	test("deletes and upserts", async () => {
		const [gone, made] = [await makeRow(), ID.unique()];
		await commit(await stage({ action: "delete", rowId: gone }, upserts(made, { $id: made, count: 3 })));
		expect(await rowOf(gone)).toBeUndefined();
		expect(await rowOf(made)).toMatchObject({ count: 3 });
	});

	test("makes a row of an upsert under an id of the server's own, where its data has none", async () => {
		const [asked, there] = [ID.unique(), await makeRow({ name: "there" })];
		const [made, changed] = [ID.unique().slice(0, 20), ID.unique().slice(0, 20)];
		const { $id: transactionId } = await server.tables.createTransaction({ ttl: 60 });
		const operations = [upserts(asked, { code: made }), upserts(there, { code: changed })];
		await server.tables.createOperations({
			transactionId,
			operations: operations.map((operation) => ({ ...at, ...operation })),
		});
		await commit(transactionId);
		expect(await rowOf(asked)).toBeUndefined();
		expect(await rowOf(there)).toMatchObject({ name: "there", code: null });
		const { rows } = await server.tables.listRows({ ...at, queries: [Query.equal("code", [made, changed])] });
		expect(rows).toHaveLength(2);
	});

	test("makes a row of an upsert under its id, where the same transaction made it or a call asked for it", async () => {
		const [made, called] = [ID.unique(), ID.unique()];
		const transactionId = await stage(creates(made), upserts(made, { name: "twice" }));
		await server.tables.upsertRow({ ...at, rowId: called, data: { name: "called" }, transactionId });
		await commit(transactionId);
		expect(await rowOf(made)).toMatchObject({ name: "twice" });
		expect(await rowOf(called)).toMatchObject({ name: "called" });
	});

	test("takes calls that name it instead of doing them, and answers them with rows that are not there", async () => {
		const { $id: transactionId } = await server.tables.createTransaction();
		const rowId = ID.unique();
		await server.tables.createRow({ ...at, rowId, data: { name: "staged" }, transactionId });
		expect(await rowOf(rowId)).toBeUndefined();
		await commit(transactionId);
		expect(await rowOf(rowId)).toMatchObject({ name: "staged" });
	});
});

describe("a commit is refused whole", () => {
	test("when a row was updated by another in between: 409", async () => {
		const [row, made] = [await makeRow(), ID.unique()];
		const id = await stage(creates(made), updates(row, { name: "mine" }));
		await server.tables.updateRow({ ...at, rowId: row, data: { name: "theirs" } });
		await refused(commit(id), 409, "transaction_conflict");
		expect(await rowOf(row)).toMatchObject({ name: "theirs" });
		expect(await rowOf(made)).toBeUndefined();
	});

	test("but not when both only increment it", async () => {
		const row = await makeRow();
		const id = await stage(increments(row, 5));
		await server.tables.incrementRowColumn({ ...at, rowId: row, column: "count", value: 2 });
		await commit(id);
		expect(await rowOf(row)).toMatchObject({ count: 7 });
	});

	test("when an id is taken: 409, as a conflict", async () => {
		const [taken, counter] = [await makeRow(), await makeRow()];
		const id = await stage(increments(counter, 1), creates(taken));
		await refused(commit(id), 409, "transaction_conflict");
		expect(await rowOf(counter)).toMatchObject({ count: 0 });
	});

	test("when a counter would pass its bound: 400, in the words of attributes even here", async () => {
		const [counter, made] = [await makeRow(), ID.unique()];
		const id = await stage(increments(counter, 6, 5), creates(made));
		await refused(commit(id), 400, "attribute_limit_exceeded");
		expect(await rowOf(made)).toBeUndefined();
	});

	test("when the structure is wrong: at the commit, not at the staging", async () => {
		const id = await stage(creates(ID.unique(), { colour: "red" }));
		const error = await commit(id).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ code: 400 });
	});

	test("when a unique index has the value: 409, as a conflict", async () => {
		const code = ID.unique();
		await makeRow({ code });
		await refused(commit(await stage(creates(ID.unique(), { code }))), 409, "transaction_conflict");
	});

	test("when an increment is of 0: 500", async () => {
		const id = await stage(increments(await makeRow(), 0));
		const error = await commit(id).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ code: 500 });
	});

	test("when it is a rollback as well, or neither of the two: 400", async () => {
		const { $id: transactionId } = await server.tables.createTransaction({ ttl: 60 });
		const neither = server.tables.updateTransaction({ transactionId });
		await refused(neither, 400, "general_bad_request");
		const both = server.tables.updateTransaction({ transactionId, commit: true, rollback: true });
		await refused(both, 400, "general_bad_request");
	});
});

describe("staging is refused", () => {
	test("for an update of a row that is not there: 404", async () => {
		const error = await stage(updates("nowhere", { name: "x" })).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ code: 404 });
	});

	test("for an increment of a row that is not there: 404, as a document", async () => {
		await refused(stage(increments("nowhere", 1)), 404, "document_not_found");
	});

	test("beyond 100 operations: 400", async () => {
		const operations = Array.from({ length: 101 }, () => creates(ID.unique()));
		const error = await stage(...operations).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ code: 400 });
	});

	test("in a transaction that is not there: 404", async () => {
		const operations = [{ ...at, ...creates(ID.unique()) }];
		const staged = server.tables.createOperations({ transactionId: "nowhere", operations });
		await refused(staged, 404, "transaction_not_found");
	});

	test("of nothing: 400", async () => {
		await refused(stage(), 400, "general_bad_request");
	});

	test("once the transaction has ended: 400 or, when the server has cleared it away, 404", async () => {
		const transactionId = await stage(creates(ID.unique()));
		await server.tables.updateTransaction({ transactionId, rollback: true });
		const operations = [{ ...at, ...creates(ID.unique()) }];
		const row = { ...at, rowId: ID.unique(), data: { name: "late" }, transactionId };
		const types = ["general_bad_request", "transaction_not_ready", "transaction_not_found"];
		for (const late of [
			() => server.tables.createOperations({ transactionId, operations }),
			() => server.tables.createRow(row),
			() => commit(transactionId),
		]) {
			await expect(late()).rejects.toMatchObject({ type: expect.toBeOneOf(types) });
		}
	});

	test.each([59, 3601])("for a lifetime of %i seconds: 400", async (ttl) => {
		await refused(server.tables.createTransaction({ ttl }), 400, "general_argument_invalid");
	});
});

test("of 20 transactions at once that create one guard, one is applied", async () => {
	const [counter, guard] = [await makeRow(), ID.unique()];
	const ids = await Promise.all(
		Array.from({ length: 20 }, () => stage(increments(counter, 7), creates(guard))),
	);
	const outcomes = await Promise.allSettled(ids.map(commit));
	expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
	expect(await rowOf(counter)).toMatchObject({ count: 7 });
});
