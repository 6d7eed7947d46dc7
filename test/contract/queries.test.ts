import { Query } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, makeTable, refused, type Server } from "./connect.ts";

let server: Server;
let at: { databaseId: string; tableId: string };
beforeAll(async () => {
	server = await connect();
	at = { databaseId: server.databaseId, tableId: await makeTable(server) };
	for (let index = 0; index < 30; index++) {
		await server.tables.createRow({
			...at,
			rowId: `row-${String(index).padStart(2, "0")}`,
			data: {
				name: index % 2 === 0 ? "even" : "odd",
				count: index,
				done: index < 3,
				at: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
				tags: index % 10 === 0 ? ["ten", "all"] : ["all"],
				...(index === 29 ? { bare: 1 } : {}),
			},
		});
	}
});
afterAll(() => server.end());

async function ids(...queries: string[]): Promise<number[]> {
	const { rows } = await server.tables.listRows({ ...at, queries });
	return rows.map(({ $id }) => Number($id.slice(4)));
}

describe("a list", () => {
	test("has 25 rows where no limit is given, in the order they were made, and counts all", async () => {
		const { rows, total } = await server.tables.listRows(at);
		expect([rows.length, total, rows[0]?.$id]).toEqual([25, 30, "row-00"]);
	});

	test("counts all even where it is asked not to: the SDK's total: false does nothing", async () => {
		expect((await server.tables.listRows({ ...at, total: false })).total).toBe(30);
		const place = { databaseId: at.databaseId, collectionId: at.tableId };
		expect((await server.databases.listDocuments({ ...place, total: false })).total).toBe(30);
	});

	test.each([
		["equal", Query.equal("count", 4), [4]],
		["equal to one of several", Query.equal("count", [4, 6]), [4, 6]],
		["not equal", Query.notEqual("name", "odd"), [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28]],
		["less than", Query.lessThan("count", 2), [0, 1]],
		["less than or equal", Query.lessThanEqual("count", 2), [0, 1, 2]],
		["greater than", Query.greaterThan("count", 27), [28, 29]],
		["greater than or equal", Query.greaterThanEqual("count", 27), [27, 28, 29]],
		["between", Query.between("count", 3, 5), [3, 4, 5]],
		["a boolean", Query.equal("done", true), [0, 1, 2]],
		["a moment with another offset", Query.greaterThanEqual("at", "2026-01-29T01:00:00+01:00"), [28, 29]],
		["a moment", Query.greaterThanEqual("at", "2026-01-29T00:00:00.000Z"), [28, 29]],
		["not null", Query.isNotNull("bare"), [29]],
		["the start of a text", Query.startsWith("$id", "row-2"), [20, 21, 22, 23, 24, 25, 26, 27, 28, 29]],
		["an id", Query.equal("$id", ["row-07"]), [7]],
		["one of a list's texts", Query.contains("tags", ["ten"]), [0, 10, 20]],
		["either of two", Query.or([Query.equal("count", 1), Query.equal("count", 9)]), [1, 9]],
		["both of two", Query.and([Query.lessThan("count", 4), Query.equal("name", "odd")]), [1, 3]],
	])("is filtered by %s", async (_, query, expected) => {
		expect(await ids(query)).toEqual(expected);
	});

	test("of null values has them all", async () => {
		const { total } = await server.tables.listRows({
			...at,
			queries: [Query.isNull("bare"), Query.limit(1)],
		});
		expect(total).toBe(29);
	});

	test("is ordered, limited and begun later", async () => {
		expect(await ids(Query.orderDesc("count"), Query.limit(3))).toEqual([29, 28, 27]);
		expect(await ids(Query.orderAsc("count"), Query.limit(2), Query.offset(5))).toEqual([5, 6]);
		expect(await ids(Query.orderAsc("name"), Query.orderDesc("count"), Query.limit(2))).toEqual([28, 26]);
	});

	test("goes on after a cursor and before one", async () => {
		expect(await ids(Query.limit(2), Query.cursorAfter("row-04"))).toEqual([5, 6]);
		expect(await ids(Query.limit(2), Query.cursorBefore("row-04"))).toEqual([2, 3]);
		expect(await ids(Query.orderDesc("count"), Query.limit(2), Query.cursorAfter("row-04"))).toEqual([3, 2]);
	});

	test("holds only the columns that are selected", async () => {
		const { rows } = await server.tables.listRows({
			...at,
			queries: [Query.select(["name"]), Query.limit(1)],
		});
		expect(rows[0]).toHaveProperty("name");
		expect(rows[0]).not.toHaveProperty("count");
	});

	test("of nothing is empty, and no error", async () => {
		expect(await ids(Query.equal("count", 1000))).toEqual([]);
	});
});

describe("a query is refused", () => {
	test("for a column that is not there: 400", async () => {
		await refused(ids(Query.equal("colour", "red")), 400, "general_query_invalid");
	});

	test("for a moment that has no year in it, though a column takes it: 400", async () => {
		await refused(ids(Query.greaterThan("at", "yesterday")), 400, "general_query_invalid");
		await refused(ids(Query.greaterThan("$createdAt", "not a date")), 400, "general_query_invalid");
	});

	test("when it is no query: 400", async () => {
		await refused(ids("count = 4"), 400, "general_query_invalid");
		await refused(
			ids('{"method":"nonsense","attribute":"count","values":[1]}'),
			400,
			"general_query_invalid",
		);
	});
});
