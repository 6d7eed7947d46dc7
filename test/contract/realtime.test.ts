import { Account, ID, Permission, Role, Storage, TablesDB, Users } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { connect, makeTable, READY, type Server } from "./connect.ts";
import { type Listening, openRealtime } from "./listen.ts";

let server: Server;
let at: { databaseId: string; tableId: string };
let rowsChannel: string;
const users: string[] = [];
const open: Listening[] = [];

beforeAll(async () => {
	server = await connect();
	const permissions = [Permission.create(Role.users())];
	at = {
		databaseId: server.databaseId,
		tableId: await makeTable(server, { permissions, rowSecurity: true }),
	};
	rowsChannel = `databases.${at.databaseId}.tables.${at.tableId}.rows`;
});
afterEach(() => {
	for (const listening of open.splice(0)) listening.leave();
});
afterAll(async () => {
	for (const userId of users) await new Users(server.admin).delete({ userId });
	await server.end();
});

/** A connection that has been told that it is connected. */
async function listen(options: Parameters<typeof openRealtime>[1] = {}) {
	const listening = openRealtime(server, options);
	open.push(listening);
	return { ...listening, connected: await listening.next("connected") };
}

async function signUp() {
	const admin = new Users(server.admin);
	const { $id: userId } = await admin.create({ userId: ID.unique() });
	users.push(userId);
	const { secret: session } = await admin.createSession({ userId });
	const client = server.guest().setSession(session);
	const { jwt } = await new Account(client).createJWT();
	return { userId, session, client, jwt };
}

const anybody = [Permission.read(Role.any())];
const makeRow = (permissions: string[], rowId = ID.unique()) =>
	server.tables.createRow({ ...at, rowId, data: { name: "x" }, permissions });
const subscription = (channel: string, subscriptionId: string = ID.unique()) => [
	{ subscriptionId, channels: [channel] },
];

describe("a client by realtime", () => {
	test("hears of rows it may read, with the row and the subscriptions it is for", async () => {
		const { client, userId, jwt } = await signUp();
		const { ask, next, connected } = await listen({ headers: { "x-appwrite-jwt": jwt } });
		expect(connected.data["user"]).toMatchObject({ $id: userId });
		const [asked] = subscription(rowsChannel);
		expect((await ask("subscribe", [asked])).data).toMatchObject({
			to: "subscribe",
			success: true,
			subscriptions: [asked],
		});
		const rowId = ID.unique();
		await new TablesDB(client).createRow({ ...at, rowId, data: { name: "hello" } });
		const { data } = await next("event");
		expect(data["payload"]).toMatchObject({ $id: rowId, name: "hello", $tableId: at.tableId });
		expect(data["subscriptions"]).toEqual([asked?.subscriptionId]);
		expect(data["timestamp"]).toMatch(/\+00:00$/);
	});

	test("is told every channel of a row: by each API's names, then each with the action", async () => {
		const { ask, next } = await listen();
		await ask("subscribe", subscription("rows"));
		const { $id } = await makeRow(anybody);
		const { databaseId: d, tableId: t } = at;
		const channels = [
			...["documents", `databases.${d}.collections.${t}.documents`],
			...[`databases.${d}.collections.${t}.documents.${$id}`, "rows", rowsChannel, `${rowsChannel}.${$id}`],
			...[`tablesdb.${d}.tables.${t}.rows`, `tablesdb.${d}.tables.${t}.rows.${$id}`],
		];
		expect((await next("event")).data["channels"]).toEqual([
			...channels,
			...channels.map((channel) => `${channel}.create`),
		]);
	});

	test("does not hear of rows it may not read", async () => {
		const { jwt, userId } = await signUp();
		const { ask, next, messages } = await listen({ headers: { "x-appwrite-jwt": jwt } });
		await ask("subscribe", subscription(rowsChannel));
		await makeRow([]);
		const { $id } = await makeRow([Permission.read(Role.user(userId))]);
		expect((await next("event")).data["payload"]).toMatchObject({ $id });
		expect(messages).toEqual([]);
	});

	test("does not hear of rows it did not ask for", async () => {
		const { ask, next, messages } = await listen();
		const wanted = ID.unique();
		await ask("subscribe", subscription(`${rowsChannel}.${wanted}`));
		await makeRow(anybody);
		await makeRow(anybody, wanted);
		expect((await next("event")).data["payload"]).toMatchObject({ $id: wanted });
		expect(messages).toEqual([]);
	});

	test("hears no more of what it has left", async () => {
		const { ask, next, messages } = await listen();
		const [left, kept] = [ID.unique(), ID.unique()];
		await ask("subscribe", [...subscription(rowsChannel, left), ...subscription("files", kept)]);
		const answer = await ask("unsubscribe", [{ subscriptionId: left }]);
		expect(answer.data["subscriptions"]).toEqual([{ subscriptionId: left, removed: true }]);
		await makeRow(anybody);
		const storage = new Storage(server.admin);
		const bucketId = ID.unique();
		await storage.createBucket({ bucketId, name: "chatreel contract", permissions: anybody });
		const file = InputFile.fromPlainText("hello", "hello.txt");
		await storage.createFile({ bucketId, fileId: ID.unique(), file });
		expect((await next("event")).data).toMatchObject({
			subscriptions: [kept],
			payload: { name: "hello.txt" },
		});
		expect(messages).toEqual([]);
		await storage.deleteBucket({ bucketId });
	});

	test("may name its channels in the address, as older clients do", async () => {
		const { next, connected } = await listen({ query: "&channels[]=documents" });
		expect(connected.data["channels"]).toEqual(["documents"]);
		const { $id } = await makeRow(anybody);
		expect((await next("event")).data["payload"]).toMatchObject({ $id });
	});

	test("is nobody by a JWT in the address, where the web SDK writes it", async () => {
		const { jwt } = await signUp();
		const { connected } = await listen({ query: `&jwt=${jwt}` });
		expect(connected.data["user"]).toBeNull();
	});

	test("is answered to its heartbeat, and told of a message that is none: 1003", async () => {
		const { send, next } = await listen();
		send("ping");
		await next("pong");
		send("nonsense", {});
		expect((await next("error")).data).toMatchObject({ code: 1003 });
	});
});

describe("a client that says who it is once connected", () => {
	test("after it subscribed, hears what it may from then on", async () => {
		const { userId, session } = await signUp();
		const { ask, next, connected } = await listen();
		expect(connected.data["user"]).toBeNull();
		await ask("subscribe", subscription(rowsChannel));
		const answer = await ask("authentication", { session });
		expect(answer.data).toMatchObject({ to: "authentication", success: true, user: { $id: userId } });
		const { $id } = await makeRow([Permission.read(Role.user(userId))]);
		expect((await next("event")).data["payload"]).toMatchObject({ $id });
	});

	test("and subscribes in the same breath, as the web SDK does, hears it too", async () => {
		const { userId, session } = await signUp();
		const { send, next } = await listen();
		send("authentication", { session });
		send("subscribe", subscription(rowsChannel));
		const answers = [await next("response"), await next("response")].map(({ data }) => data["to"]);
		expect(answers.toSorted()).toEqual(["authentication", "subscribe"]);
		const { $id } = await makeRow([Permission.read(Role.user(userId))]);
		expect((await next("event")).data["payload"]).toMatchObject({ $id });
	});

	test("before it subscribed, has lost its project by then: 1008 and closed", async () => {
		const { session } = await signUp();
		const { ask, send, next, closed } = await listen();
		await ask("authentication", { session });
		send("ping");
		await next("pong");
		send("subscribe", subscription(rowsChannel));
		expect((await next("error")).data).toMatchObject({ code: 1008 });
		await closed;
	});

	test("by a session that was closed, is told so and stays: 1003", async () => {
		const { client, session } = await signUp();
		await new Account(client).deleteSession({ sessionId: "current" });
		const { ask, send, next } = await listen();
		send("authentication", { session });
		expect((await next("error")).data).toMatchObject({ code: 1003 });
		expect((await ask("subscribe", subscription(rowsChannel))).data).toMatchObject({ success: true });
	});
});

test("a project that is not there closes the connection: 1008", async () => {
	const listening = openRealtime(server, { project: "nowhere" });
	expect((await listening.next("error")).data).toMatchObject({ code: 1008 });
	await listening.closed;
});

describe("the names of an event", () => {
	/** Without ids: what was listened to says them. */
	async function namesOf(channel: string, change: () => Promise<unknown>) {
		const { ask, next } = await listen();
		await ask("subscribe", subscription(channel));
		await change();
		return (await next("event")).data["events"] as string[];
	}

	test("of a row in a database made as TablesDB begin with tablesdb, and are followed by both APIs' older ones", async () => {
		const rowId = ID.unique();
		const names = await namesOf(`${rowsChannel}.${rowId}`, () => makeRow(anybody, rowId));
		const { databaseId: d, tableId: t } = at;
		expect(names.slice(0, 9)).toEqual([
			`tablesdb.${d}.tables.${t}.rows.${rowId}.create`,
			`databases.${d}.collections.${t}.documents.${rowId}.create`,
			`databases.${d}.tables.${t}.rows.${rowId}.create`,
			"tablesdb.*.tables.*.rows.*.create",
			"databases.*.collections.*.documents.*.create",
			"databases.*.tables.*.rows.*.create",
			`tablesdb.${d}.tables.*.rows.${rowId}.create`,
			`databases.${d}.collections.*.documents.${rowId}.create`,
			`databases.${d}.tables.*.rows.${rowId}.create`,
		]);
		expect(names).toHaveLength(64);
		expect(names.slice(-4)).toEqual([`tablesdb.${d}`, `databases.${d}`, "tablesdb.*", "databases.*"]);
	});

	test("of an upsert end in upsert, whether the row was there or not", async () => {
		const rowId = ID.unique();
		const upsert = () => server.tables.upsertRow({ ...at, rowId, data: { name: "x" }, permissions: anybody });
		expect((await namesOf(`${rowsChannel}.${rowId}`, upsert))[0]).toMatch(/\.upsert$/);
		expect((await namesOf(`${rowsChannel}.${rowId}`, upsert))[0]).toMatch(/\.upsert$/);
	});

	test("of a document in a database made by the older API have no tablesdb in them", async () => {
		const [databaseId, collectionId, documentId] = [ID.unique(), ID.unique(), ID.unique()];
		const { databases } = server;
		await databases.create({ databaseId, name: "chatreel contract" });
		const place = { databaseId, collectionId };
		await databases.createCollection({ ...place, name: "contract", permissions: anybody });
		await databases.createStringAttribute({ ...place, key: "name", size: 20, required: false });
		const isReady = async () =>
			(await databases.getCollection(place)).attributes.every(({ status }) => status === "available");
		await vi.waitUntil(isReady, READY);
		const channel = `databases.${databaseId}.collections.${collectionId}.documents.${documentId}`;
		const data: object = { name: "x" };
		const names = await namesOf(channel, () => databases.createDocument({ ...place, documentId, data }));
		expect(names.slice(0, 4)).toEqual([
			`${channel}.create`,
			`databases.${databaseId}.tables.${collectionId}.rows.${documentId}.create`,
			"databases.*.collections.*.documents.*.create",
			"databases.*.tables.*.rows.*.create",
		]);
		expect(names).toHaveLength(42);
		await databases.delete({ databaseId });
	});
});
