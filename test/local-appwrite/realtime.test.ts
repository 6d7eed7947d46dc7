import { Permission, Role } from "node-appwrite";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { startTestServer, type TestServer, tablesOf } from "../helpers/local-appwrite.ts";

type Message = { readonly type: string; readonly data: Record<string, unknown> };

const AT = { databaseId: "d", tableId: "t" };
const ROWS = "databases.d.tables.t.rows";
const sockets: WebSocket[] = [];
let server: TestServer;

beforeAll(async () => {
	server = await startTestServer();
});
afterEach(() => {
	for (const socket of sockets.splice(0)) socket.terminate();
});
afterAll(() => server.end());

/** A client that has been told that it is connected. */
async function connect(query = "", options: object = {}) {
	const address = `${server.endpoint.replace("http", "ws")}/realtime?project=test${query}`;
	const socket = new WebSocket(address, options);
	sockets.push(socket);
	const messages: Message[] = [];
	socket.on("message", (data) => messages.push(JSON.parse(data.toString())));
	const next = (type: string) =>
		vi.waitUntil(
			() => {
				const index = messages.findIndex((message) => message.type === type);
				return index < 0 ? undefined : messages.splice(index, 1)[0];
			},
			{ timeout: 5000, interval: 5 },
		);
	const ask = async (type: string, data: unknown) => {
		socket.send(JSON.stringify({ type, data }));
		return next("response");
	};
	return { socket, messages, next, ask, connected: await next("connected") };
}

const makeRow = (rowId: string, permissions: string[]) =>
	tablesOf(server.admin).createRow({ ...AT, rowId, data: { text: "x" }, permissions });

const subscription = (channel: string, subscriptionId = "s1") => [{ subscriptionId, channels: [channel] }];

async function signIn() {
	const { client, id, account } = await server.signUp();
	return { client, id, jwt: (await account.createJWT()).jwt };
}

describe("a client by realtime", () => {
	test("hears of rows it may read, with the row and the subscriptions it is for", async () => {
		const { client, id, jwt } = await signIn();
		const { ask, next, connected } = await connect(`&jwt=${jwt}`);
		expect(connected.data["user"]).toMatchObject({ $id: id });
		expect((await ask("subscribe", subscription(ROWS))).data).toMatchObject({
			to: "subscribe",
			success: true,
		});
		await tablesOf(client).createRow({ ...AT, rowId: "mine", data: { text: "hello" } });
		const { data } = await next("event");
		expect(data["payload"]).toMatchObject({ $id: "mine", text: "hello" });
		expect(data["subscriptions"]).toEqual(["s1"]);
		expect(data["channels"]).toEqual(
			expect.arrayContaining([ROWS, `${ROWS}.mine`, "documents", `${ROWS}.create`]),
		);
		expect(data["events"]).toEqual(
			expect.arrayContaining([
				"databases.d.collections.t.documents.mine.create",
				"databases.*.tables.*.rows.*.create",
				"databases.d.tables.t.rows.*",
			]),
		);
	});

	test("does not hear of rows it may not read", async () => {
		const { jwt, id } = await signIn();
		const { ask, next, messages } = await connect(`&jwt=${jwt}`);
		await ask("subscribe", subscription(ROWS));
		await makeRow("foreign", []);
		await makeRow("own", [Permission.read(Role.user(id))]);
		expect((await next("event")).data["payload"]).toMatchObject({ $id: "own" });
		expect(messages).toEqual([]);
	});

	test("does not hear of rows it did not ask for", async () => {
		const { ask, next, messages } = await connect();
		await ask("subscribe", subscription(`${ROWS}.wanted`));
		const read = [Permission.read(Role.any())];
		await makeRow("unasked", read);
		await makeRow("wanted", read);
		expect((await next("event")).data["payload"]).toMatchObject({ $id: "wanted" });
		expect(messages).toEqual([]);
	});

	test("is who it says once connected, by a session's secret", async () => {
		const { Users } = await import("node-appwrite");
		const users = new Users(server.admin);
		const { $id: userId } = await users.create({ userId: "unique()" });
		const { secret: session } = await users.createSession({ userId });
		const { ask, next, connected } = await connect();
		expect(connected.data["user"]).toBe(null);
		await ask("subscribe", subscription(ROWS));
		const answer = await ask("authentication", { session });
		expect(answer.data).toMatchObject({ to: "authentication", success: true, user: { $id: userId } });
		const permissions = [Permission.read(Role.user(userId))];
		await tablesOf(server.admin).createRow({ ...AT, rowId: "later", data: { text: "x" }, permissions });
		expect((await next("event")).data["payload"]).toMatchObject({ $id: "later" });
	});

	test("hears no more of what it has left", async () => {
		const { ask, next, messages } = await connect();
		const read = [Permission.read(Role.any())];
		await ask("subscribe", [...subscription(ROWS, "left"), ...subscription("files", "kept")]);
		await ask("unsubscribe", [{ subscriptionId: "left" }]);
		await tablesOf(server.admin).createRow({
			...AT,
			rowId: "unheard",
			data: { text: "x" },
			permissions: read,
		});
		const { Storage, ID } = await import("node-appwrite");
		const { InputFile } = await import("node-appwrite/file");
		const file = InputFile.fromPlainText("hello", "hello.txt");
		await new Storage(server.admin).createFile({
			bucketId: "b",
			fileId: ID.unique(),
			file,
			permissions: read,
		});
		expect((await next("event")).data).toMatchObject({
			subscriptions: ["kept"],
			payload: { name: "hello.txt" },
		});
		expect(messages).toEqual([]);
	});

	test("may name its channels in the address, as older clients do", async () => {
		const { next, connected } = await connect("&channels[]=documents");
		expect(connected.data["channels"]).toEqual(["documents"]);
		const permissions = [Permission.read(Role.any())];
		await tablesOf(server.admin).createRow({ ...AT, rowId: "older", data: { text: "x" }, permissions });
		expect((await next("event")).data["payload"]).toMatchObject({ $id: "older" });
	});

	test("is answered to its heartbeat, and told of a message that is none", async () => {
		const { socket, next } = await connect();
		socket.send(JSON.stringify({ type: "ping" }));
		await next("pong");
		socket.send("{");
		expect((await next("error")).data).toMatchObject({ message: "Message type is not valid." });
	});
});

describe("a client is refused", () => {
	test("for a project that is not there, with the code after which clients stay away", async () => {
		const socket = new WebSocket(`${server.endpoint.replace("http", "ws")}/realtime?project=other`);
		const code = await new Promise((resolve) => socket.once("close", resolve));
		expect(code).toBe(1008);
	});

	test("from a page of another host", async () => {
		await expect(
			new Promise((resolve, reject) => {
				const options = { origin: "https://example.com" };
				const socket = new WebSocket(
					`${server.endpoint.replace("http", "ws")}/realtime?project=test`,
					options,
				);
				socket.once("open", resolve).once("error", reject);
			}),
		).rejects.toThrow();
	});
});
