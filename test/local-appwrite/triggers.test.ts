import { Databases } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
	fixtureFunction,
	functionsOf,
	startTestServer,
	type TestServer,
	tablesOf,
} from "../helpers/local-appwrite.ts";
import { until } from "../helpers/until.ts";

let server: TestServer;

const AT = { databaseId: "d", tableId: "t" };

beforeAll(async () => {
	server = await startTestServer([
		fixtureFunction("created", { events: ["databases.d.collections.t.documents.*.create"] }),
		fixtureFunction("updated", { events: ["databases.*.tables.*.rows.*.update"] }),
		fixtureFunction("any", { events: ["databases.d.tables.t.rows.*"] }),
		fixtureFunction("f.dotted", { events: ["databases.d.x.tables.t.x.rows.*.create"] }),
		fixtureFunction("hourly", { schedule: "30 * * * *" }),
	]);
});
afterAll(() => server.end());

type Heard = {
	readonly method: string;
	readonly body: Readonly<Record<string, unknown>>;
	readonly headers: Readonly<Record<string, string>>;
};

async function heard(functionId: string): Promise<readonly Heard[]> {
	const { responseBody } = await functionsOf(server.admin).createExecution({ functionId, xpath: "/heard" });
	return JSON.parse(responseBody);
}

const heardOf = async (functionId: string, rowId: string) =>
	(await heard(functionId)).filter(({ body }) => body["$id"] === rowId);

/** Waits until a function has heard of a row's change this often. */
const hears = (functionId: string, rowId: string, count: number) =>
	until(async () => (await heardOf(functionId, rowId)).length === count);

describe("an event", () => {
	test("calls the function with the row, under a document's name, and its maker's id without a JWT", async () => {
		const { client, id } = await server.signUp();
		await tablesOf(client).createRow({ ...AT, rowId: "made", data: { text: "hi" } });
		await hears("created", "made", 1);
		const [{ body, headers, method }] = (await heardOf("created", "made")) as [Heard];
		expect(method).toBe("POST");
		expect(body).toMatchObject({ $id: "made", text: "hi", $tableId: "t", $databaseId: "d" });
		expect(headers).toMatchObject({
			"x-appwrite-trigger": "event",
			"x-appwrite-event": "databases.d.collections.t.documents.made.create",
			"x-appwrite-user-id": id,
		});
		expect(headers).not.toHaveProperty("x-appwrite-user-jwt");
	});

	test("of rows, tables and databases with dots in their ids is heard of like any other", async () => {
		const tables = tablesOf(server.admin);
		const place = { databaseId: "d.x", tableId: "t.x" };
		await tables.create({ databaseId: place.databaseId, name: "d" });
		await tables.createTable({ ...place, name: "t" });
		await tables.createStringColumn({ ...place, key: "text", size: 10, required: false });
		await tables.createRow({ ...place, rowId: "r.update", data: { text: "x" } });
		await hears("f.dotted", "r.update", 1);
		await tables.updateRow({ ...place, rowId: "r.update", data: { text: "y" } });
		await tables.createRow({ ...place, rowId: "r.create", data: { text: "x" } });
		await hears("f.dotted", "r.create", 1);
		expect(await heardOf("f.dotted", "r.update")).toHaveLength(1);
	});

	test("of anything but a new row is named in the words of the API that wrote", async () => {
		const place = { databaseId: "d", collectionId: "t", documentId: "named" };
		await new Databases(server.admin).createDocument({ ...place, data: { text: "1" } });
		const data: object = { text: "2" };
		await new Databases(server.admin).updateDocument({ ...place, data });
		await tablesOf(server.admin).updateRow({ ...AT, rowId: "named", data });
		await hears("updated", "named", 2);
		const told = (await heardOf("updated", "named")).map(({ headers }) => headers["x-appwrite-event"]);
		expect(told.toSorted()).toEqual([
			"databases.d.collections.t.documents.named.update",
			"databases.d.tables.t.rows.named.update",
		]);
	});

	test("is the same whichever API wrote, and by a key has no user", async () => {
		const data = { text: "older" };
		await new Databases(server.admin).createDocument({
			databaseId: "d",
			collectionId: "t",
			documentId: "old",
			data,
		});
		await hears("created", "old", 1);
		expect((await heardOf("created", "old"))[0]?.headers).not.toHaveProperty("x-appwrite-user-id");
	});

	test("comes once for each row that is made in bulk", async () => {
		const rows = ["b1", "b2"].map(($id) => ({ $id, text: "bulk" }));
		await tablesOf(server.admin).createRows({ ...AT, rows });
		await Promise.all(["b1", "b2"].map((id) => hears("created", id, 1)));
	});

	test("of an increment is an update", async () => {
		await tablesOf(server.admin).createRow({ ...AT, rowId: "counted", data: { count: 1 } });
		await tablesOf(server.admin).incrementRowColumn({ ...AT, rowId: "counted", column: "count" });
		await hears("updated", "counted", 1);
		await hears("created", "counted", 1);
	});

	test("of any kind is heard by who listens to all", async () => {
		await tablesOf(server.admin).createRow({ ...AT, rowId: "all", data: { text: "1" } });
		await tablesOf(server.admin).updateRow({ ...AT, rowId: "all", data: { text: "2" } });
		await tablesOf(server.admin).deleteRow({ ...AT, rowId: "all" });
		await hears("any", "all", 3);
	});

	test("comes of a single operation of a commit, with the row as it is then", async () => {
		const tables = tablesOf(server.admin);
		const { $id: transactionId } = await tables.createTransaction();
		const operation = { ...AT, rowId: "staged" };
		const operations = [
			{ ...operation, action: "create", data: { text: "first" } },
			{ ...operation, action: "update", data: { text: "last" } },
		];
		await tables.createOperations({ transactionId, operations });
		expect(await heardOf("created", "staged")).toEqual([]);
		await tables.updateTransaction({ transactionId, commit: true });
		await hears("created", "staged", 1);
		expect((await heardOf("created", "staged"))[0]?.body).toMatchObject({ text: "last" });
	});

	test("is lost where the server loses events", async () => {
		server.weaken({ lostEvents: true });
		await tablesOf(server.admin).createRow({ ...AT, rowId: "lost", data: { text: "1" } });
		server.weaken({ lostEvents: false });
		await tablesOf(server.admin).createRow({ ...AT, rowId: "told", data: { text: "1" } });
		await hears("created", "told", 1);
		expect(await heardOf("created", "lost")).toEqual([]);
	});
});

describe("a schedule", () => {
	const calls = async () => (await heard("hourly")).length;
	const halfPast = Math.floor(Date.now() / 3_600_000) * 3_600_000 + 90 * 60_000;
	const moveTo = (ms: number) => server.shiftClock(ms - Date.now());

	test("calls POST / without a body, once in its minute, and makes up for none that was leapt over", async () => {
		moveTo(halfPast - 60_000);
		expect(await calls()).toBe(0);
		moveTo(halfPast);
		await until(async () => (await calls()) === 1);
		moveTo(halfPast + 5000);
		moveTo(halfPast + 5 * 3_600_000 + 60_000);
		moveTo(halfPast + 24 * 3_600_000);
		await until(async () => (await calls()) === 2);
		server.shiftClock(0);
		const [{ method, body, headers }] = (await heard("hourly")) as [Heard];
		expect([method, body, headers["x-appwrite-trigger"]]).toEqual(["POST", "", "schedule"]);
		expect(headers).not.toHaveProperty("content-type");
	});
});
