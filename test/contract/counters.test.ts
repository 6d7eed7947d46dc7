import { ID, Operator, Query } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, makeTable, refused, type Server } from "./connect.ts";

let server: Server;
let at: { databaseId: string; tableId: string };
beforeAll(async () => {
	server = await connect();
	at = { databaseId: server.databaseId, tableId: await makeTable(server) };
});
afterAll(() => server.end());

async function makeRow(data: object = { name: "counter" }): Promise<string> {
	const { $id } = await server.tables.createRow({ ...at, rowId: ID.unique(), data });
	return $id;
}

/** By a list, since a single row may be stale on a real server. */
async function stored(rowId: string, column: string): Promise<unknown> {
	const { rows } = await server.tables.listRows({ ...at, queries: [Query.equal("$id", [rowId])] });
	return rows[0]?.[column];
}

type Step = { value?: number; max?: number; min?: number };
const increment = (rowId: string, column: string, step: Step = {}) =>
	server.tables.incrementRowColumn({ ...at, rowId, column, ...step });
const decrement = (rowId: string, column: string, step: Step = {}) =>
	server.tables.decrementRowColumn({ ...at, rowId, column, ...step });

describe("a counter", () => {
	test("is moved up and down, by one where nothing is said", async () => {
		const rowId = await makeRow();
		await increment(rowId, "count", { value: 5 });
		await increment(rowId, "count");
		await decrement(rowId, "count", { value: 2 });
		expect(await stored(rowId, "count")).toBe(4);
	});

	test("reaches its bound and never passes it: 400, with nothing written", async () => {
		const rowId = await makeRow();
		await increment(rowId, "count", { value: 5, max: 5 });
		await refused(increment(rowId, "count", { value: 1, max: 5 }), 400, "column_limit_exceeded");
		await refused(decrement(rowId, "count", { value: 6, min: 0 }), 400, "column_limit_exceeded");
		expect(await stored(rowId, "count")).toBe(5);
	});

	test("says so in the older API's words", async () => {
		const documentId = await makeRow();
		const place = { databaseId: at.databaseId, collectionId: at.tableId, documentId };
		const step = { ...place, attribute: "count", value: 9, max: 5 };
		await refused(server.databases.incrementDocumentAttribute(step), 400, "attribute_limit_exceeded");
	});

	test("that is null answers 1 and stays null", async () => {
		const rowId = await makeRow();
		expect(await increment(rowId, "bare")).toMatchObject({ bare: 1 });
		expect(await stored(rowId, "bare")).toBeNull();
	});

	test("passes its column's own bounds, and blocks every update of its row after that: 400", async () => {
		const rowId = await makeRow();
		await increment(rowId, "limited", { value: 11 });
		expect(await stored(rowId, "limited")).toBe(11);
		const update = server.tables.updateRow({ ...at, rowId, data: { name: "blocked" } });
		await refused(update, 400, "row_invalid_structure");
	});

	test.each([0, -1])("is not moved by %i: 400", async (value) => {
		const rowId = await makeRow();
		await refused(increment(rowId, "count", { value }), 400, "general_argument_invalid");
	});

	test("stops at the bound of an operator without a word", async () => {
		const rowId = await makeRow();
		await server.tables.updateRow({ ...at, rowId, data: { count: Operator.increment(7, 5) } });
		expect(await stored(rowId, "count")).toBe(5);
	});

	test("of a row that is not there: 404, as if the column were not", async () => {
		const place = { databaseId: at.databaseId, collectionId: at.tableId, documentId: "nowhere" };
		const step = { ...place, attribute: "count" };
		await refused(server.databases.incrementDocumentAttribute(step), 404, "attribute_not_found");
	});

	test("of a row that is not there, by the newer API: 404, as if the column were not", async () => {
		await refused(increment("nowhere", "count"), 404, "column_not_found");
	});

	test("that is no number is not moved: 400, in the older API's words by either", async () => {
		const rowId = await makeRow();
		await refused(increment(rowId, "name"), 400, "attribute_type_invalid");
		const place = { databaseId: at.databaseId, collectionId: at.tableId, documentId: rowId };
		const step = server.databases.incrementDocumentAttribute({ ...place, attribute: "name" });
		await refused(step, 400, "attribute_type_invalid");
	});

	test.each([20, 50])("takes %i steps at once, and loses none", async (steps) => {
		const rowId = await makeRow();
		await Promise.all(Array.from({ length: steps }, () => increment(rowId, "count", { value: 3 })));
		expect(await stored(rowId, "count")).toBe(3 * steps);
	});

	test("under 50 steps at once is granted exactly as often as its bound holds, the rest get 400", async () => {
		const rowId = await makeRow();
		const steps = Array.from({ length: 50 }, () => increment(rowId, "count", { value: 75, max: 500 }));
		const outcomes = await Promise.allSettled(steps);
		expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
		expect(await stored(rowId, "count")).toBe(450);
	});
});

describe("a row that is created", () => {
	test("20 times at once under one id has one maker; the others get 409", async () => {
		const rowId = ID.unique();
		const tries = Array.from({ length: 20 }, (_, count) =>
			server.tables.createRow({ ...at, rowId, data: { count } }),
		);
		const outcomes = await Promise.allSettled(tries);
		expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
	});
});
