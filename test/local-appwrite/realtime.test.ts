import { once } from "node:events";
import { connect } from "node:net";
import { Users } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { startTestServer, type TestServer, tablesOf } from "../helpers/local-appwrite.ts";

let server: TestServer;
const address = () => `${server.endpoint.replace("http", "ws")}/realtime?project=test`;

beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.end());

/** What a connection is answered to one message. */
async function answerTo(message: string): Promise<unknown> {
	const socket = new WebSocket(address());
	await once(socket, "message");
	socket.send(message);
	const [answer] = await once(socket, "message");
	socket.terminate();
	return JSON.parse(String(answer));
}

test("a message that is none is refused without a reason, as a server in production does", async () => {
	const refused = { type: "error", data: { code: 1003, message: "Error: Server Error" } };
	expect(await answerTo("{")).toEqual(refused);
	expect(await answerTo('{"type":"nonsense"}')).toEqual(refused);
	expect(await answerTo('{"type":"subscribe","data":[{"channels":"rows"}]}')).toEqual(refused);
	expect(await answerTo('{"type":"unsubscribe","data":"rows"}')).toEqual(refused);
	for (const type of ['"__proto__"', '"constructor"', '["ping"]', '{"toString":1}']) {
		expect(await answerTo(`{"type":${type},"data":{}}`)).toEqual(refused);
	}
	const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
	expect(await answerTo(`{"type":"subscribe","data":${deep}}`)).toEqual(refused);
	const subscription = `{"subscriptionId":${"[".repeat(400)}${"]".repeat(400)},"channels":["rows"]}`;
	expect(await answerTo(`{"type":"subscribe","data":[${subscription}]}`)).toEqual(refused);
	const many = Array.from({ length: 1001 }, () => ({ channels: ["rows"] }));
	expect(await answerTo(JSON.stringify({ type: "subscribe", data: many }))).toEqual(refused);
});

test("queries are not served, and that is said", async () => {
	const subscription = { channels: ["rows"], queries: ['{"method":"equal"}'] };
	const answer = await answerTo(JSON.stringify({ type: "subscribe", data: [subscription] }));
	expect(answer).toMatchObject({
		data: { message: "The local Appwrite does not serve queries in realtime." },
	});
});

test("a page of another host is not connected", async () => {
	const socket = new WebSocket(address(), { origin: "https://example.com" });
	await expect(once(socket, "open")).rejects.toThrow();
});

test("a user who was deleted hears no more of what was theirs", async () => {
	const { id, client } = await server.signUp();
	const headers = { "x-appwrite-session": String(client.config.session) };
	const socket = new WebSocket(`${address()}&channels[]=rows`, { headers });
	const heard: string[] = [];
	socket.on("message", (data) => heard.push(String(data)));
	await once(socket, "message");
	const write = (rowId: string, role: string) => {
		const row = { databaseId: "d", tableId: "t", rowId, permissions: [`read("${role}")`] };
		const data: object = { text: "x" };
		return tablesOf(server.admin).createRow({ ...row, data });
	};
	const hears = (rowId: string) =>
		vi.waitUntil(() => heard.some((each) => each.includes(`"$id":"${rowId}"`)), { timeout: 5000 });
	await write("before", `user:${id}`);
	await hears("before");
	await new Users(server.admin).delete({ userId: id });
	await write("after", `user:${id}`);
	await write("open", "any");
	await hears("open");
	expect(heard.join()).not.toContain('"$id":"after"');
	socket.terminate();
});

describe("the server goes on after", () => {
	/** Sends bytes to realtime, in place of a client that knows its protocol; resolves when it is shown the door. */
	async function send(
		bytes: Buffer | string,
		upgrade = "GET /v1/realtime?project=test HTTP/1.1",
	): Promise<void> {
		const { hostname, port } = new URL(server.endpoint);
		const socket = connect(Number(port), hostname);
		const headers = [
			"host: localhost",
			"connection: upgrade",
			"upgrade: websocket",
			"sec-websocket-version: 13",
		];
		const lines = [upgrade, ...headers, "sec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==", "", ""];
		socket.write(Buffer.concat([Buffer.from(lines.join("\r\n")), Buffer.from(bytes)]));
		socket.resume();
		await once(socket, "close");
	}

	test.each<[string, () => Promise<unknown>]>([
		[
			"a message of more than 64 kB",
			async () => {
				const socket = new WebSocket(address());
				await once(socket, "open");
				socket.send("x".repeat(64_001));
				expect((await once(socket, "close"))[0]).toBe(1009);
			},
		],
		["a frame that is none", () => send(Buffer.from([0xff, 0xff, 0xff, 0xff]))],
		[
			"a frame that says it is of 2^63 bytes",
			() => send(Buffer.from([0x81, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0])),
		],
		["an address that is none", () => send("", "GET // HTTP/1.1")],
		[
			"a connection that breaks",
			async () => {
				const socket = new WebSocket(address());
				await once(socket, "open");
				socket.terminate();
			},
		],
	])("%s", async (_what, attack) => {
		await attack();
		expect(await answerTo('{"type":"ping"}')).toEqual({ type: "pong" });
	});
});
