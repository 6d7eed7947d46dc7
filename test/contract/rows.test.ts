import { type AppwriteException, Databases, ID, Permission, Query, Role, TablesDB } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { connect, makeTable, READY, refused, type Server } from "./connect.ts";

let server: Server;
let at: { databaseId: string; tableId: string };
beforeAll(async () => {
	server = await connect();
	at = { databaseId: server.databaseId, tableId: await makeTable(server) };
});
afterAll(() => server.end());

/** Typed loosely, because the SDK asks for whole rows where a part is meant. */
const named: object = { name: "x" };
const coloured: object = { colour: "red" };
const nothing: object = {};

const create = (data: object, rowId = ID.unique()) => server.tables.createRow({ ...at, rowId, data });

describe("a row", () => {
	test("comes back as it was stored, with defaults and nulls for what was left out", async () => {
		const made = await create({ name: "Ada", tags: ["x", "y"] });
		const row = await server.tables.getRow({ ...at, rowId: made.$id });
		expect(row).toMatchObject({
			name: "Ada",
			tags: ["x", "y"],
			count: 0,
			done: false,
			bare: null,
			ratio: null,
			$tableId: at.tableId,
			$databaseId: at.databaseId,
			$permissions: [],
		});
	});

	test("has its moments with an offset of +00:00 and its sequence as text", async () => {
		const row = await create({ at: "2026-03-01T12:00:00.000Z" });
		expect(row["at"]).toBe("2026-03-01T12:00:00.000+00:00");
		expect(row.$createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
		expect(typeof row.$sequence).toBe("string");
	});

	test.each([
		["with an offset", "2026-03-01T13:00:00+01:00", "2026-03-01T12:00:00.000+00:00"],
		["without one, in UTC", "2026-03-01 12:00", "2026-03-01T12:00:00.000+00:00"],
		["as a day", "2026-03-01", "2026-03-01T00:00:00.000+00:00"],
		["of a day that its month has not, in the next", "2026-02-30", "2026-03-02T00:00:00.000+00:00"],
		["to more than a thousandth", "2026-03-01T12:00:00.123456Z", "2026-03-01T12:00:00.123+00:00"],
		["as seconds since 1970", "@1772366400", "2026-03-01T12:00:00.000+00:00"],
		["as in HTTP", "Sun, 01 Mar 2026 12:00:00 GMT", "2026-03-01T12:00:00.000+00:00"],
	])("takes a moment %s", async (_, at, stored) => {
		expect((await create({ at }))["at"]).toBe(stored);
	});

	test.each([
		["yesterday", -1],
		["today", 0],
		["tomorrow", 1],
	])("takes the word %s for a moment: the day's beginning", async (word, days) => {
		const row = await create({ at: word });
		const midnight = new Date(row.$createdAt).setUTCHours(0, 0, 0, 0) + days * 86_400_000;
		expect(Date.parse(row["at"])).toBe(midnight);
	});

	test("takes now, some hours ago and in a week", async () => {
		const hour = 3_600_000;
		for (const [words, ms] of Object.entries({ now: 0, "3 hours ago": -3 * hour, "+1 week": 168 * hour })) {
			const row = await create({ at: words });
			expect(Math.abs(Date.parse(row["at"]) - Date.parse(row.$createdAt) - ms)).toBeLessThan(30_000);
		}
	});

	test("keeps what an update does not name, and moves its time on", async () => {
		const row = await create({ name: "before", count: 7 });
		const updated = await server.tables.updateRow({ ...at, rowId: row.$id, data: { name: "after" } });
		expect(updated).toMatchObject({ name: "after", count: 7 });
		expect(Date.parse(updated.$updatedAt)).toBeGreaterThanOrEqual(Date.parse(row.$updatedAt));
	});

	test("can be upserted: made first, changed then", async () => {
		const rowId = ID.unique();
		await server.tables.upsertRow({ ...at, rowId, data: { name: "one" } });
		const second = await server.tables.upsertRow({ ...at, rowId, data: { name: "two" } });
		expect(second).toMatchObject({ $id: rowId, name: "two" });
	});

	test("is gone once deleted", async () => {
		const { $id: rowId } = await create({ name: "short" });
		await server.tables.deleteRow({ ...at, rowId });
		await refused(server.tables.getRow({ ...at, rowId }), 404, "row_not_found");
	});

	test("is the same by the older API, in its words", async () => {
		const { $id } = await create({ name: "both" });
		const place = { databaseId: at.databaseId, collectionId: at.tableId };
		const document = await server.databases.getDocument({ ...place, documentId: $id });
		expect(document).toMatchObject({ name: "both", $collectionId: at.tableId });
		await refused(
			server.databases.getDocument({ ...place, documentId: "nowhere" }),
			404,
			"document_not_found",
		);
	});

	test("of many is made with the others, by a key", async () => {
		const rows = [
			{ $id: ID.unique(), name: "m1" },
			{ $id: ID.unique(), name: "m2" },
		];
		const made = await server.tables.createRows({ ...at, rows });
		expect(made.rows.map(({ $id }) => $id)).toEqual(rows.map(({ $id }) => $id));
	});
});

describe("a row is refused", () => {
	test("with an id that is taken: 409, by either API in its own words", async () => {
		const { $id } = await create({ name: "first" });
		await refused(create({ name: "second" }, $id), 409, "row_already_exists");
		const document = { databaseId: at.databaseId, collectionId: at.tableId, documentId: $id };
		await refused(
			server.databases.createDocument({ ...document, data: named }),
			409,
			"document_already_exists",
		);
	});

	test("with a value that a unique index has: the same 409, so the two cannot be told apart", async () => {
		const code = ID.unique().slice(0, 20);
		await create({ code });
		await refused(create({ code }), 409, "row_already_exists");
	});

	test("with nothing in it: 400, by either API in its own words", async () => {
		await refused(create({}), 400, "row_missing_data");
		const document = { databaseId: at.databaseId, collectionId: at.tableId, documentId: ID.unique() };
		await refused(
			server.databases.createDocument({ ...document, data: nothing }),
			400,
			"document_missing_data",
		);
	});

	test("when there is nothing to be changed: 400, by either API in its own words", async () => {
		const { $id } = await create({ name: "same" });
		const data = nothing;
		await refused(server.tables.updateRow({ ...at, rowId: $id, data }), 400, "row_missing_payload");
		await refused(server.tables.upsertRow({ ...at, rowId: $id, data }), 400, "row_missing_payload");
		const document = { databaseId: at.databaseId, collectionId: at.tableId, documentId: $id };
		await refused(server.databases.updateDocument({ ...document, data }), 400, "document_missing_payload");
	});

	test.each([
		["an unknown column", { colour: "red" }],
		["a number where text is due", { name: 5 }],
		["a text that is too long", { name: "x".repeat(21) }],
		["text where a whole number is due", { count: "5" }],
		["a fraction where a whole number is due", { count: 1.5 }],
		["a number out of its range", { limited: 11 }],
		["text where a boolean is due", { done: "yes" }],
		["what is no date", { at: "not a date" }],
		["a month that is none", { at: "2026-13-01T00:00:00.000Z" }],
		["what an enum does not list", { kind: "c" }],
		["one text where several are due", { tags: "x" }],
	])("with %s: 400", async (_, data) => {
		await refused(create(data), 400, "row_invalid_structure");
	});

	test("with an id that cannot be one: 400", async () => {
		await refused(create({ name: "x" }, "-begins-with-a-hyphen"), 400, "general_argument_invalid");
		await refused(create({ name: "x" }, "x".repeat(37)), 400, "general_argument_invalid");
	});

	test("in a table or database that is not there: 404", async () => {
		const row = { rowId: ID.unique(), data: { name: "x" } };
		await refused(server.tables.createRow({ ...at, ...row, tableId: "nowhere" }), 404, "table_not_found");
		await refused(
			server.tables.createRow({ ...at, ...row, databaseId: "nowhere" }),
			404,
			"database_not_found",
		);
	});

	test("when it is not there to be updated or deleted: 404", async () => {
		await refused(server.tables.updateRow({ ...at, rowId: "nowhere", data: named }), 404, "row_not_found");
		await refused(server.tables.deleteRow({ ...at, rowId: "nowhere" }), 404, "row_not_found");
	});

	test("of the older API when it, its collection or its database is not there, in its words", async () => {
		const place = { databaseId: at.databaseId, collectionId: at.tableId, documentId: "nowhere" };
		const { databases } = server;
		await refused(databases.updateDocument({ ...place, data: named }), 404, "document_not_found");
		await refused(databases.deleteDocument(place), 404, "document_not_found");
		await refused(databases.getDocument({ ...place, collectionId: "nowhere" }), 404, "collection_not_found");
		await refused(databases.getDocument({ ...place, databaseId: "nowhere" }), 404, "database_not_found");
	});

	test("of the older API with an unknown attribute, in its words", async () => {
		const place = { databaseId: at.databaseId, collectionId: at.tableId, documentId: ID.unique() };
		await refused(
			server.databases.createDocument({ ...place, data: coloured }),
			400,
			"document_invalid_structure",
		);
	});
});

describe("permissions", () => {
	let guarded: { databaseId: string; tableId: string };
	beforeAll(async () => {
		const permissions = [Permission.create(Role.any())];
		const tableId = await makeTable(server, { permissions, rowSecurity: true });
		guarded = { databaseId: server.databaseId, tableId };
	});
	const guest = () => new TablesDB(server.guest());
	const make = (permissions: string[]) =>
		server.tables.createRow({ ...guarded, rowId: ID.unique(), data: { name: "guarded" }, permissions });

	test("hide a row that may not be read: 404, as if it were not there", async () => {
		const { $id: rowId } = await make([]);
		await refused(guest().getRow({ ...guarded, rowId }), 404, "row_not_found");
	});

	test("let a row be read by whom it names", async () => {
		const { $id: rowId } = await make([Permission.read(Role.any())]);
		expect(await guest().getRow({ ...guarded, rowId })).toMatchObject({ name: "guarded" });
	});

	test("refuse an update or a delete of what may only be read: 401 and not 403", async () => {
		const { $id: rowId } = await make([Permission.read(Role.any())]);
		await refused(guest().updateRow({ ...guarded, rowId, data: named }), 401, "user_unauthorized");
		await refused(guest().deleteRow({ ...guarded, rowId }), 401, "user_unauthorized");
	});

	test("refuse the change of a row that may not even be read: 401, not as if it were not there", async () => {
		const { $id: rowId } = await make([]);
		await refused(guest().updateRow({ ...guarded, rowId, data: named }), 401, "user_unauthorized");
		await refused(guest().deleteRow({ ...guarded, rowId }), 401, "user_unauthorized");
		const step = guest().incrementRowColumn({ ...guarded, rowId, column: "count" });
		await refused(step, 401, "user_unauthorized");
	});

	test("let a row be changed by whom it names, who may not read it", async () => {
		const { $id: rowId } = await make([Permission.update(Role.any())]);
		await guest().updateRow({ ...guarded, rowId, data: named });
		await refused(guest().getRow({ ...guarded, rowId }), 404, "row_not_found");
	});

	test("let rows be made by whom the table names, and by nobody else: 401", async () => {
		const row = { rowId: ID.unique(), data: { name: "mine" } };
		expect(await guest().createRow({ ...guarded, ...row })).toMatchObject({ $permissions: [] });
		await refused(guest().createRow({ ...at, ...row, rowId: ID.unique() }), 401, "user_unauthorized");
	});

	test("keep what may not be read out of lists, and out of their count", async () => {
		await make([]);
		const { rows, total } = await guest().listRows({ ...guarded, queries: [Query.limit(100)] });
		expect(total).toBe(rows.length);
		expect(rows.every(({ $permissions }) => $permissions.includes(Permission.read(Role.any())))).toBe(true);
	});

	test("make a list empty, and not an error, where rows have permissions of their own", async () => {
		const { $id } = await make([]);
		const list = guest().listRows({ ...guarded, queries: [Query.equal("$id", [$id])] });
		expect(await list).toMatchObject({ total: 0, rows: [] });
	});

	test("refuse a list where rows have none and the table may not be read: 401, by either API", async () => {
		await create({ name: "unseen" });
		await refused(guest().listRows(at), 401, "user_unauthorized");
		const older = new Databases(server.guest());
		const place = { databaseId: at.databaseId, collectionId: at.tableId };
		await refused(older.listDocuments(place), 401, "user_unauthorized");
	});

	test("say no more of a single row there: 404", async () => {
		const { $id: rowId } = await create({ name: "unseen" });
		await refused(guest().getRow({ ...at, rowId }), 404, "row_not_found");
	});

	test("cannot be given to a role that is not the caller's: 401", async () => {
		const row = {
			rowId: ID.unique(),
			data: { name: "x" },
			permissions: [Permission.read(Role.user("somebody"))],
		};
		await refused(guest().createRow({ ...guarded, ...row }), 401, "user_unauthorized");
	});

	test("do not bind an API key", async () => {
		const { $id: rowId } = await make([]);
		expect(await server.tables.updateRow({ ...guarded, rowId, data: named })).toMatchObject(named);
	});

	test("do not let a guest make tables: 401", async () => {
		const table = { databaseId: server.databaseId, tableId: ID.unique(), name: "x" };
		await refused(guest().createTable(table), 401, "general_unauthorized_scope");
	});
});

describe("another server's ways", () => {
	test("a project that is not there: 404", async () => {
		const client = server.guest().setProject("nowhere");
		await refused(new TablesDB(client).listRows(at), 404, "project_not_found");
	});

	test("a route that is not there answers a page, so an error has no type", async () => {
		const address = server.admin.config.endpoint.replace(/\/v1$/, "/nowhere-at-all");
		const answer = await fetch(address, { headers: { "x-appwrite-project": server.admin.config.project } });
		expect(answer.status).toBe(404);
		expect(answer.headers.get("content-type")).toContain("text/html");
	});

	test("a column is being made at first, and its bounds are no numbers of JavaScript where none are given", async () => {
		const made = await server.tables.createIntegerColumn({ ...at, key: "fresh", required: false });
		expect(made.status).toBe("processing");
		const get = () => server.tables.getColumn({ ...at, key: "fresh" });
		await vi.waitUntil(async () => (await get()).status === "available", READY);
		const { min, max } = (await get()) as unknown as { min: unknown; max: unknown };
		expect([typeof min, typeof max]).toEqual(["bigint", "bigint"]);
	});

	test("a request of more than 12 MiB is answered 413, or breaks before that", async () => {
		const data = { name: "x".repeat(13_000_000) };
		const rowId = ID.unique();
		const error = await server.tables.createRow({ ...at, rowId, data }).catch((thrown: unknown) => thrown);
		expect(error instanceof TypeError ? 413 : (error as AppwriteException).code).toBe(413);
	});

	test("nobody there is a TypeError as well", async () => {
		const nobody = server.guest().setEndpoint("http://127.0.0.1:9/v1");
		await expect(new TablesDB(nobody).listRows(at)).rejects.toThrow(TypeError);
	});

	test("it answers a ping", async () => {
		expect(await server.admin.ping()).toEqual({ message: "Pong!" });
		expect(await server.guest().ping()).toEqual({ message: "Pong!" });
	});

	test("a project may be named in the address", async () => {
		const { endpoint, project, key } = server.admin.config;
		const path = `${endpoint}/tablesdb/${at.databaseId}/tables/${at.tableId}`;
		const answer = await fetch(`${path}?project=${project}`, { headers: { "x-appwrite-key": key } });
		expect(answer.status).toBe(200);
	});

	test("HEAD is answered as GET is, without a body", async () => {
		const { endpoint, project } = server.admin.config;
		const headers = { "x-appwrite-project": project };
		const answer = await fetch(`${endpoint}/ping`, { method: "HEAD", headers });
		expect([answer.status, answer.headers.get("content-type")?.toLowerCase(), await answer.text()]).toEqual([
			200,
			"text/plain; charset=utf-8",
			"",
		]);
		const refusal = await fetch(`${endpoint}/account`, { method: "HEAD", headers });
		expect([refusal.status, await refusal.text()]).toEqual([401, ""]);
	});

	test("an error is JSON of a message, its code, its type and the version, and is kept nowhere", async () => {
		const { endpoint, project } = server.admin.config;
		const answer = await fetch(`${endpoint}/account`, { headers: { "x-appwrite-project": project } });
		expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
		expect(answer.headers.get("cache-control")).toBe("no-cache, no-store, must-revalidate");
		expect(answer.headers.get("server")).toBe("Appwrite");
		expect(answer.headers.get("x-content-type-options")).toContain("nosniff");
		expect(await answer.json()).toMatchObject({
			message: expect.stringMatching(/^User \(role: guests\) missing scopes \(\["account"\]\)$/),
			code: 401,
			type: "general_unauthorized_scope",
			version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
		});
	});

	test("every error says the server's version", async () => {
		const error = await server.tables.getRow({ ...at, rowId: "nowhere" }).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ response: expect.stringContaining('"version"') });
	});

	test("every moment ends in +00:00", async () => {
		const table = await server.tables.getTable(at);
		const database = await server.tables.get({ databaseId: at.databaseId });
		const { $createdAt, expiresAt } = await server.tables.createTransaction({ ttl: 60 });
		for (const moment of [table.$createdAt, table.$updatedAt, database.$createdAt, $createdAt, expiresAt]) {
			expect(moment).toMatch(/T\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
		}
	});

	test("a database says which API made it", async () => {
		expect(await server.tables.get({ databaseId: at.databaseId })).toMatchObject({ type: "tablesdb" });
		const databaseId = ID.unique();
		await server.databases.create({ databaseId, name: "chatreel contract" });
		expect(await server.tables.get({ databaseId })).toMatchObject({ type: "legacy" });
		await server.databases.delete({ databaseId });
	});

	test("databases made as TablesDB are left out of the older list, but found by id", async () => {
		const { databases } = await server.databases.list();
		expect(databases.map(({ $id }) => $id)).not.toContain(at.databaseId);
		expect(await server.databases.get({ databaseId: at.databaseId })).toMatchObject({ $id: at.databaseId });
	});
});
