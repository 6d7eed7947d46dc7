import { Account, Functions, ID, Permission, Query, Role, Storage, Teams, Users } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { connect, makeTable, READY, refused, type Server } from "./connect.ts";
import { type Listening, openRealtime } from "./listen.ts";

let server: Server;
let at: { databaseId: string; tableId: string };
const bucketId = ID.unique();
beforeAll(async () => {
	server = await connect();
	at = { databaseId: server.databaseId, tableId: await makeTable(server, { rowSecurity: true }) };
	await new Storage(server.admin).createBucket({ bucketId, name: "chatreel contract" });
});
afterAll(async () => {
	await new Storage(server.admin).deleteBucket({ bucketId });
	await server.end();
});

const NO_IDS = [
	"victim/unverified",
	"-first",
	".first",
	"_first",
	"a b",
	"é",
	"a\nb",
	"../x",
	"x".repeat(37),
];

describe.each(NO_IDS)("an id %j is refused", (id) => {
	const email = "nobody@example.com";
	const password = "a good password";
	const name = "x";
	const data: object = { name };
	const file = InputFile.fromBuffer(Buffer.from("x"), "x.txt");

	test.each<[string, () => Promise<unknown>]>([
		["for an account", () => new Account(server.guest()).create({ userId: id, email, password })],
		["for a user", () => new Users(server.admin).create({ userId: id })],
		["for a team", () => new Teams(server.admin).create({ teamId: id, name })],
		["for a database", () => server.tables.create({ databaseId: id, name })],
		["for a table", () => server.tables.createTable({ databaseId: at.databaseId, tableId: id, name })],
		["for a column", () => server.tables.createBooleanColumn({ ...at, key: id, required: false })],
		["for a row", () => server.tables.createRow({ ...at, rowId: id, data })],
		["for a bucket", () => new Storage(server.admin).createBucket({ bucketId: id, name })],
		["for a file", () => new Storage(server.admin).createFile({ bucketId, fileId: id, file })],
		[
			"for a function",
			() => new Functions(server.admin).create({ functionId: id, name, runtime: "node-22" as never }),
		],
	])("%s: 400", async (_for, make) => {
		await refused(make(), 400, "general_argument_invalid");
	});
});

test("a chunk that belongs to no id is refused: 400", async () => {
	const { endpoint, project } = server.admin.config;
	const body = new FormData();
	body.set("fileId", "there");
	body.set("file", new File(["x"], "x.txt"));
	const headers = {
		"x-appwrite-project": project,
		"x-appwrite-key": String(server.admin.config.key),
		"x-appwrite-id": "../x",
		"content-range": "bytes 0-0/2",
	};
	const answer = await fetch(`${endpoint}/storage/buckets/${bucketId}/files`, {
		method: "POST",
		body,
		headers,
	});
	expect(await answer.json()).toMatchObject({ code: 400, type: "storage_invalid_appwrite_id" });
});

test.each([
	'read("user:victim/nonsense")',
	'read("user:a/b/c")',
	'read("user:")',
	'read("any/verified")',
	'read("guests:x")',
	'read("label:a-b")',
	'read("nobody")',
	'create("any")',
	"read(any)",
	"*",
])("a row's permission %j is refused: 400", async (permission) => {
	const row = { ...at, rowId: ID.unique(), data: { name: "x" }, permissions: [permission] };
	await refused(server.tables.createRow(row), 400, "general_argument_invalid");
});

test.each([
	'read("user:victim/unverified")',
	'read("team:a.b/c-d")',
	'read("label:ab1")',
	'read("member:x")',
])("a row's permission %j is kept", async (permission) => {
	const row = { ...at, rowId: ID.unique(), data: { name: "x" }, permissions: [permission] };
	expect((await server.tables.createRow(row)).$permissions).toEqual([permission]);
});

test("a label is of letters and digits alone: 400", async () => {
	const users = new Users(server.admin);
	const { $id: userId } = await users.create({ userId: ID.unique() });
	await refused(users.updateLabels({ userId, labels: ["a/b"] }), 400, "general_argument_invalid");
	await users.delete({ userId });
});

test("dots in ids are ids' own: a row is written, found, heard of and told on its channel", async () => {
	const tableId = `t.${ID.unique()}`;
	const rowId = "r.create";
	const data: object = { name: "x" };
	const place = { databaseId: at.databaseId, tableId };
	await server.tables.createTable({ ...place, name: "contract", permissions: [Permission.read(Role.any())] });
	await server.tables.createStringColumn({ ...place, key: "name", size: 20, required: false });
	const isReady = async () =>
		(await server.tables.getTable(place)).columns.every(({ status }) => status === "available");
	await vi.waitUntil(isReady, READY);
	const listening: Listening = openRealtime(server);
	await listening.next("connected");
	const channel = `databases.${at.databaseId}.tables.${tableId}.rows.${rowId}`;
	await listening.ask("subscribe", [{ subscriptionId: "s", channels: [channel] }]);
	await server.tables.createRow({ ...place, rowId, data });
	const { events } = (await listening.next("event")).data;
	listening.leave();
	expect(events).toContain(`databases.${at.databaseId}.tables.${tableId}.rows.${rowId}.create`);
	expect(events).toContain("databases.*.collections.*.documents.*.create");
	const queries = [Query.equal("$id", [rowId])];
	expect((await server.tables.listRows({ ...place, queries })).total).toBe(1);
});
