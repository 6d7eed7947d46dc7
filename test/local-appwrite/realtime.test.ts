import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startTestServer, type TestServer } from "../helpers/local-appwrite.ts";

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
